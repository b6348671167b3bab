import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Platform
import Reactor
import ScriptRuntime
import Testing

/// A runtime whose service, clock and output are the test's own. Time passes with every look at the clock and nothing
/// ever waits, so what takes hours by that clock is done at once.
final class RuntimeFixture {
    /// The clock, and what must stop it: without an end a test that waits for nothing would spin.
    private final class Time {
        var now = ContinuousClock.now
        var readings = 0
        var descriptor: Int32 = -1
        var stop: () -> Void = {}

        func read() -> ContinuousClock.Instant {
            readings += 1
            if readings > 2_000_000 { stop() }
            now = now.advanced(by: .milliseconds(10))
            // A byte in the pipe: the loop looks at its timers again instead of waiting for the real time.
            var byte: UInt8 = 1
            if descriptor >= 0 { _ = write(descriptor, &byte, 1) }
            return now
        }
    }

    let state: LuaState
    let reactor: Reactor
    let transport: ScriptedTransport
    let client: Client
    let runtime: ScriptRuntime
    let observer = AnswerObserver()
    /// Everything that was written.
    var output: String { String(decoding: log.output, as: UTF8.self) }
    /// Every message of `warn`.
    var warnings: [String] { log.warnings }

    private final class Log {
        var output: [UInt8] = []
        var warnings: [String] = []
    }

    private let log: Log

    /// A runtime that talks to experiments `1` to `count`.
    convenience init(experiments count: Int64 = 3) throws {
        let server = ExperimentServer(count: count)
        try self.init { .answer(server.answer($0)) }
    }

    /// A runtime that talks to the server `reply`.
    init(
        settings: ClientSettings = ClientSettings(userAgent: "test"), files: [String: String] = [:],
        catalogue: Catalogue = .all, generation: Generation = .beta,
        interrupts: InterruptSource = InterruptSource(),
        meter: ProgressTracker = ProgressTracker(),
        notice: @escaping (ClientNotice) -> Void = { _ in },
        _ reply: @escaping (HTTPRequest) -> ScriptedTransport.Reply
    ) throws {
        let state = try LuaState()
        let time = Time()
        let reactor = try Reactor(clock: { time.read() })
        time.descriptor = reactor.interruptDescriptor
        let interrupter = state.interrupter
        time.stop = { interrupter.interrupt(reason: 1) }
        let transport = ScriptedTransport(reply)
        let client = Client(
            transport: transport, reactor: reactor, settings: settings,
            gates: Gates(isHalted: { [weak state] in state?.interruptReason != nil }), notice: notice)
        let log = Log()
        let services = RuntimeServices(
            write: { log.output += $0 },
            prettyPrint: { thread, index in
                try thread.pushToString(of: index)
                log.output += (thread.bytes(at: -1) ?? []) + [UInt8(ascii: "\n")]
                thread.pop()
            },
            warn: { log.warnings.append($0) },
            readFile: { name in
                guard let text = files[name] else { throw FileProblem(name: name) }
                return Array(text.utf8)
            },
            connect: { request in
                guard request == ConnectionRequest(.profile("staging")) else {
                    throw RaisedError(
                        APIError(kind: .argument, message: "no such profile", method: "", path: ""))
                }
                var settings = ClientSettings(userAgent: "test")
                settings.target = "staging"
                settings.readOnly = true
                return APITarget(
                    name: "staging", url: "https://staging.example", profile: "staging", generation: .beta,
                    client: Client(transport: transport, reactor: reactor, settings: settings))
            }, observer: observer)
        self.state = state
        self.reactor = reactor
        self.transport = transport
        self.client = client
        self.log = log
        runtime = try ScriptRuntime(
            state: state,
            target: APITarget(
                name: "sandbox", url: "memory", generation: generation, catalogue: catalogue, requestsPerSecond: 80,
                client: client),
            reactor: reactor, services: services, interrupts: interrupts, meter: meter)
    }

    /// Runs code; what it raises becomes an issue with its text, and the stack must be as it was.
    func run(_ code: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        do {
            try state.main.load(code, name: "=test")
            try state.main.call(arguments: 0, results: 0, traceback: true)
        } catch {
            Issue.record(
                "\(runtime.message(of: error))\n\(error.traceback ?? "")", sourceLocation: sourceLocation)
        }
        #expect(state.main.top == 0, "values were left on the stack", sourceLocation: sourceLocation)
    }

    /// The one result of code as text, by `tostring`.
    func evaluate(_ code: String) throws -> String? {
        let lua = state.main
        try lua.load(code, name: "=test")
        try lua.call(arguments: 0, results: 1)
        defer { lua.pop() }
        try lua.pushToString(of: -1)
        defer { lua.pop() }
        return lua.string(at: -1)
    }

    /// What code raises.
    func failure(of code: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> LuaError {
        do {
            try state.main.load(code, name: "=test")
            try state.main.call(arguments: 0, results: 0)
        } catch {
            return error
        }
        Issue.record("\(code) did not raise", sourceLocation: sourceLocation)
        throw CancellationError()
    }

    /// The readable line of what code raises.
    func message(of code: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        runtime.message(of: try failure(of: code, sourceLocation: sourceLocation))
    }

    /// The targets that were asked for, in order.
    var targets: [String] { transport.sent.map(\.target) }
}

/// A file that the test did not name.
struct FileProblem: Error, CustomStringConvertible {
    let name: String
    var description: String { "cannot read \(name)" }
}

extension JSONValue {
    /// Without null fields: in Lua they are absent.
    var withoutNullFields: JSONValue {
        switch self {
        case .array(let items): return .array(items.map(\.withoutNullFields))
        case .object(let fields):
            var kept = JSONObject()
            for (key, value) in fields where value != .null { kept[key] = value.withoutNullFields }
            return .object(kept)
        default: return self
        }
    }

    /// With the fields of every object in the order of their names, for comparing.
    var sorted: JSONValue {
        switch self {
        case .array(let items): return .array(items.map(\.sorted))
        case .object(let fields):
            var sorted = JSONObject()
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) { sorted[key] = value.sorted }
            return .object(sorted)
        default: return self
        }
    }
}
