import ManagementAPI
import Synchronization

/// A local server of the API without the network: requests in, answers out. Each generation answers below its base path.
///
/// Making one does nothing; the file is opened, or made, at the first request.
public final class Sandbox: Sendable {
    /// Where it is: a file, or `:memory:` for one that ends with this value.
    public let path: String
    /// Which variants of the service it plays.
    public let settings: EmulatorSettings

    private let emulators: [Generation: Emulator]
    let now: @Sendable () -> UnixMilliseconds
    private let opened = Mutex<SandboxStore?>(nil)

    /// A sandbox at `path`. Throws `invalidPath` only.
    public init(
        path: String, settings: EmulatorSettings = EmulatorSettings(),
        now: @escaping @Sendable () -> UnixMilliseconds = SystemTime.now
    ) throws(SandboxError) {
        try SandboxFile.checkPath(path)
        self.path = path
        self.settings = settings
        self.now = now
        emulators = Self.emulators { Emulator(settings: settings, generation: $0, now: now) }
    }

    /// A sandbox on a store that is open.
    init(
        store: SandboxStore, settings: EmulatorSettings = EmulatorSettings(),
        now: @escaping @Sendable () -> UnixMilliseconds,
        newID: @escaping @Sendable (Int64) -> Int64 = { $0 + 1 }
    ) {
        path = store.path
        self.settings = settings
        self.now = now
        emulators = Self.emulators { Emulator(settings: settings, generation: $0, now: now, newID: newID) }
        opened.withLock { $0 = store }
    }

    private static func emulators(_ make: (Generation) -> Emulator) -> [Generation: Emulator] {
        Dictionary(uniqueKeysWithValues: Generation.allCases.map { ($0, make($0)) })
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
            return ErrorBody(status: 500, message: explain(error)).response(settings.error)
        }
    }

    /// As ``respond(to:key:)``, but throws where the sandbox cannot be used.
    public func answer(to request: SandboxRequest, key: String? = nil) throws(SandboxError) -> SandboxResponse {
        let store = try store()
        let generation = Generation(ofPath: request.target)
        guard let emulator = emulators[generation] else { return SandboxResponse(status: 404) }
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
            for resource in Set(Catalogue.all.endpoints.map(\.owner)).sorted() {
                guard let kind = Catalogue.all.objectTypes(of: resource).last?.kind else { continue }
                var query = ObjectQuery(resource)
                query.isWhole = true
                try store.read {
                    try $0.objects(query) { id, record, later in
                        guard
                            !RecordCheck.accepts(record, id: id, identity: kind.identifyingField)
                                || !later.isEmpty && !RecordCheck.accepts(later, id: id, identity: nil)
                        else { return }
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

    func store() throws(SandboxError) -> SandboxStore {
        try opened.withLock { (opened) throws(SandboxError) in
            if let store = opened { return store }
            let store = try SandboxStore(path: path, now: now())
            opened = store
            return store
        }
    }
}
