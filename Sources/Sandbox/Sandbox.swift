public import ManagementAPI
import Synchronization

/// A local server of the API without the network: requests in, answers out.
///
/// Making one does nothing; the file is opened, or made, at the first request.
public final class Sandbox: Sendable {
    /// Where it is: a file, or `:memory:` for one that ends with this value.
    public let path: String

    /// The generation of the API that it answers for.
    public var generation: Generation { emulator.generation }

    private let emulator: Emulator
    private let now: @Sendable () -> UnixMilliseconds
    private let opened = Mutex<SandboxStore?>(nil)

    /// A sandbox at `path`. Throws `invalidPath` only.
    public init(
        path: String, settings: EmulatorSettings = EmulatorSettings(), generation: Generation = .beta,
        now: @escaping @Sendable () -> UnixMilliseconds = SystemTime.now
    ) throws(SandboxError) {
        try SandboxFile.checkPath(path)
        self.path = path
        self.now = now
        emulator = Emulator(settings: settings, generation: generation, now: now)
    }

    /// A sandbox on a store that is open.
    init(store: SandboxStore, emulator: Emulator) {
        path = store.path
        now = emulator.now
        self.emulator = emulator
        opened.withLock { $0 = store }
    }

    /// Opens the file, or makes it with the demo data, unless that is done already.
    public func open() throws(SandboxError) { _ = try store() }

    /// Answers one request; a sandbox that cannot be used answers 500 with what `explain` says of the reason.
    ///
    /// With a `key`, the request must present exactly this one; without, any bearer key will do. May wait for another
    /// process that writes.
    public func respond(
        to request: SandboxRequest, key: String? = nil, explain: (SandboxError) -> String = \.description
    ) -> SandboxResponse {
        do throws(SandboxError) {
            return try answer(to: request, key: key)
        } catch {
            return emulator.failure(500, explain(error))
        }
    }

    /// As ``respond(to:key:)``, but throws where the sandbox cannot be used.
    public func answer(to request: SandboxRequest, key: String? = nil) throws(SandboxError) -> SandboxResponse {
        let store = try store()
        do {
            return try emulator.respond(to: request, store: store, key: key)
        } catch let error as UnreadableRecord {
            throw .damaged(path: path, reason: .unreadableRecord(kind: error.kind, id: String(error.id)))
        } catch {
            throw SandboxError(error, path: path, action: .read)
        }
    }

    /// Reads every object, and throws where one is damaged.
    public func check() throws(SandboxError) {
        let store = try store()
        do {
            for resource in emulator.catalogue.resources(of: generation) {
                guard let kind = resource.objectType?.kind, let identity = kind.identifyingField else { continue }
                try store.read {
                    try $0.objects(of: resource.name, from: .newest, limit: .max) { id, record in
                        guard !RecordCheck.accepts(record, id: id, identity: identity) else { return }
                        throw UnreadableRecord(kind: kind.one, id: id)
                    }
                }
            }
        } catch let error as UnreadableRecord {
            throw .damaged(path: path, reason: .unreadableRecord(kind: error.kind, id: String(error.id)))
        } catch {
            throw SandboxError(error, path: path, action: .read)
        }
    }

    /// How a sandbox became new again.
    public enum ResetOutcome: Sendable, Equatable {
        /// Its content was replaced by the demo data.
        case refilled
        /// Its file was damaged. It was put aside under this path, and a new one was made.
        case replaced(kept: String)
    }

    /// Makes it as it was when new. A damaged file is kept under another name.
    public func reset() throws(SandboxError) -> ResetOutcome {
        do throws(SandboxError) {
            // What can be read of a damaged file is not thrown away.
            try check()
            try store().reset(now: now())
            return .refilled
        } catch {
            guard case .damaged = error, path != SandboxStore.inMemory else { throw error }
            opened.withLock { $0 = nil }
            let kept = try SandboxFile(path: path).moveAside()
            try open()
            return .replaced(kept: kept)
        }
    }

    /// Counts and facts as they are now.
    public func info() throws(SandboxError) -> SandboxInfo { try store().info() }

    private func store() throws(SandboxError) -> SandboxStore {
        try opened.withLock { (opened) throws(SandboxError) in
            if let store = opened { return store }
            let store = try SandboxStore(path: path, now: now())
            opened = store
            return store
        }
    }
}
