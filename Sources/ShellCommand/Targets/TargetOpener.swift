import APIClient
import HTTPWire
import Logging
import ManagementAPI
import Memory
import Reactor
import ScriptRuntime
import Secrets

/// Makes what calls go to: the session's own target and those of `connect`. Nothing is sent or opened by it.
final class TargetOpener {
    let reactor: Reactor
    private let settings: Settings
    private let start: Startup
    private let keyring: Keyring
    /// Counts what the calls of a script hold.
    private let memory: MemoryAccount
    private let notice: (ClientNotice) -> Void
    private let thread = NetworkThread()
    /// What the calls to a target pass before they are sent.
    private let gates: (Target) -> Gates
    /// What keeps the changes at a target, by its name and generation; nil where nothing does.
    private let journal: (Target, String) -> (any WriteJournal)?
    private var clients: [Client] = []
    private var throwAways = 0
    /// What finds the keys that were had so far, and those of the environment.
    private var mentions: [KeyMention] = []
    /// By the identity of their targets.
    private var sandboxes: [String: SandboxTransport] = [:]
    /// The targets that the global tables had so far.
    private var mains: [(target: Target, service: APITarget)] = []

    /// What was done so far, at all targets together.
    var statistics: Statistics { clients.reduce(Statistics()) { $0 + $1.statistics } }

    /// Changes that are on their way, to any target.
    var writesInFlight: Int { clients.reduce(0) { $0 + $1.writesInFlight } }

    /// Calls that have not completed, to any target.
    var pendingCalls: Int { clients.reduce(0) { $0 + $1.pendingCalls } }

    /// Ends all calls, to any target.
    func cancelAll(_ extent: Cancellation) {
        for client in clients { client.cancelAll(extent) }
    }

    /// `notice` receives what people should know while calls go on.
    init(
        settings: Settings, start: Startup, keyring: Keyring, reactor: Reactor, memory: MemoryAccount = MemoryAccount(),
        gates: @escaping (Target) -> Gates = { _ in Gates() },
        journal: @escaping (Target, String) -> (any WriteJournal)? = { _, _ in nil },
        notice: @escaping (ClientNotice) -> Void = { _ in }
    ) {
        self.settings = settings
        self.gates = gates
        self.journal = journal
        self.start = start
        self.keyring = keyring
        self.memory = memory
        self.reactor = reactor
        self.notice = notice
        mentions = keyring.all.map { KeyMention(key: $0) }
    }

    /// Whether a key that this process has stands in a text.
    func holdsKey(_ text: String) -> Bool { mentions.contains { $0.isIn(text) } }

    /// The target of the session.
    func main() throws -> APITarget {
        try open(main: settings.target)
    }

    /// A target for the global tables; errors of its calls carry no name.
    ///
    /// One that was opened before is the same service still: a sandbox in memory keeps what it holds.
    func open(main target: Target) throws -> APITarget {
        if let known = mains.first(where: { $0.target == target }) { return known.service }
        let service = try open(target, isMain: true)
        mains.append((target, service.fixed))
        return service
    }

    /// Another target; errors of its calls carry its name.
    ///
    /// - Throws: `RaisedError` of kind `argument` where there is no such target.
    func connect(_ request: ConnectionRequest) throws -> APITarget {
        // It stays for as long as the session.
        guard memory.take(Self.size) else { throw NotEnoughMemory() }
        do {
            return try target(of: request)
        } catch {
            memory.give(Self.size)
            throw RaisedError(APIError(kind: .argument, message: "\(error)", method: "", path: ""))
        }
    }

    /// About the bytes that a target of `connect` takes, without what its calls hold.
    private static let size = 32 << 10

    /// The text of a page of a sandbox in this process; nil for any other target, which would have to be asked.
    func sandboxPage(_ path: String, of identity: String) -> [UInt8]? { sandboxes[identity]?.page(path) }

    private func target(of request: ConnectionRequest) throws -> APITarget {
        let resolution = TargetResolution(sources: start.sources, isMain: false)
        switch request.place {
        case .profile(let name):
            var live = try resolution.profile(named: name, origin: .call("connect"))
            if let generation = request.generation { live = live.speaking(generation) }
            return try open(.live(live), isMain: false)
        case .sandbox(let path):
            return try open(
                try resolution.sandbox(path: path, request.generation ?? settings.target.generation), isMain: false)
        }
    }

    private func open(_ target: Target, isMain: Bool) throws -> APITarget {
        var client = ClientSettings(userAgent: "ampsh/\(Version.number)")
        client.timeout = settings.timeout
        client.readOnly = settings.isReadOnly
        client.concurrency = 256
        if !isMain { client.target = target.shownLabel }
        let rate = settings.requestsPerSecond(to: target)
        switch target {
        case .sandbox(let path, let generation):
            let faults = try FaultsOption.faults(at: settings.faultsFile)
            // A failure of a file in this process is the same the next time.
            if faults == nil { client.retry = .never }
            let transport = SandboxTransport(path: path, faults: faults, memory: memory)
            var identity: String?
            if path == Target.throwAwaySandbox {
                // Each is another one, though all have the same name.
                throwAways += 1
                identity = "\(path) \(throwAways)"
            }
            let opened = APITarget(
                name: target.label, url: path, identity: identity, generation: generation, requestsPerSecond: rate,
                client: make(transport, client, RateLimiter(perSecond: rate), claims(at: path, faults != nil), target))
            sandboxes[opened.identity] = transport
            return opened
        case .live(let live):
            client.hint = live.hint
            let key = try self.key(of: live)
            let transport = try self.transport(live, key)
            return APITarget(
                name: target.label, url: live.url.text, profile: live.profile, generation: live.generation,
                requestsPerSecond: rate,
                client: make(
                    transport, client, limiter(live, key, rate),
                    FileCreateClaims(folder: start.paths.stateFolder, target: live.url.text), target))
        }
    }

    private func make(
        _ transport: any Transport, _ client: ClientSettings, _ rate: RateLimiter, _ claims: any CreateClaims,
        _ target: Target
    ) -> Client {
        let client = Client(
            transport: WriteWatch(transport), reactor: reactor, settings: client, rate: rate, claims: claims,
            gates: gates(target), journal: journal(target, target.place),
            logger: DiagnosticLog.logger(settings.logLevel), notice: notice)
        clients.append(client)
        return client
    }

    /// A sandbox in this process loses answers only where a faults file says so, and one in memory is nobody else's.
    private func claims(at sandbox: String, _ losesAnswers: Bool) -> any CreateClaims {
        guard losesAnswers, sandbox != Target.throwAwaySandbox else { return MemoryCreateClaims() }
        return FileCreateClaims(folder: start.paths.stateFolder, target: sandbox)
    }

    /// Shared by all processes that use the key. A server of this machine has no limits but those that are asked for.
    private func limiter(_ live: LiveTarget, _ key: ManagementKey, _ rate: Double?) -> RateLimiter {
        guard rate != nil || !live.url.isLoopback else { return RateLimiter(perSecond: nil) }
        let file = start.paths.stateFolder.map { RateFile(folder: $0, fingerprint: key.fingerprint(at: live.url)) }
        let quota = live.url.isLoopback ? nil : DayQuota(isLifted: settings.answersYes)
        return RateLimiter(perSecond: rate, file: file, quota: quota, notice: notice)
    }

    private func key(of live: LiveTarget) throws -> ManagementKey {
        do throws(TargetKey.Problem) {
            let key = try TargetKey(keyring: keyring, paths: start.paths).key(from: live.key)
            if !mentions.contains(key.mention) { mentions.append(key.mention) }
            return key
        } catch {
            throw StartupError.key(error)
        }
    }

    /// What carries requests to a live target.
    func transport(_ live: LiveTarget) throws -> HTTPTransport {
        try transport(live, key(of: live))
    }

    private func transport(_ live: LiveTarget, _ key: ManagementKey) throws -> HTTPTransport {
        var transport = HTTPTransportSettings()
        transport.memory = memory
        if let file = settings.caFile {
            do throws(ScriptFile.Unreadable) { try ScriptFile.checkRegular(file) } catch {
                // What cannot be opened is told with the connection that needs it.
                guard case .system = error.reason else { throw StartupError.caFile(error) }
            }
            transport.extraRoots = [file]
        }
        do throws(ProxyError) { transport.proxy = try settings.proxies.proxy(for: live.url) } catch {
            throw StartupError.proxy("\(error)")
        }
        return HTTPTransport(url: live.url, key: key, settings: transport, thread: thread)
    }
}
