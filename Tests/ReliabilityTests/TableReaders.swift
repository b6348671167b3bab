import APIClient
import LuaBridge
import ManagementAPI
import Printing
import Reactor
import Repl
import ScriptRuntime
import Terminal

@testable import ShellCommand

/// Everything of the shell that reads the items of a table, on a Lua state of its own.
final class TableReaders {
    private let state: LuaState
    private let runtime: ScriptRuntime
    private let transport = FixedTransport()
    /// The order in which this state goes through a table of names; it follows from the seed of its hashes.
    let order: String
    /// Whether a name comes before the item in a small table of both.
    let namesComeFirst: Bool

    init() throws {
        var settings = ClientSettings(userAgent: "test")
        settings.retry = .never
        let reactor = try Reactor()
        let state = try LuaState()
        self.state = state
        let services = RuntimeServices(
            write: { _ in }, prettyPrint: { _, _ in }, warn: { _ in }, readFile: { throw NoFile(name: $0) },
            connect: { _ in throw NoFile(name: "connect") })
        runtime = try ScriptRuntime(
            state: state,
            target: APITarget(
                name: "test", url: "test", generation: .beta,
                client: Client(transport: transport, reactor: reactor, settings: settings)),
            reactor: reactor, services: services)
        func evaluate(_ code: String) throws -> String {
            try state.main.load("return \(code)", name: "=order")
            try state.main.call(arguments: 0, results: 1)
            defer { state.main.pop() }
            return state.main.string(at: -1) ?? ""
        }
        order = try evaluate(
            "(function() local t, s = {}, '' for c in ('abcdefghijklmnop'):gmatch('.') do t[c] = 1 end "
                + "for k in pairs(t) do s = s .. k end return s end)()")
        namesComeFirst = try evaluate("tostring(next{a = 1, [1] = 9})") == "a"
    }

    private struct NoFile: Error { let name: String }

    /// Makes the value of an expression the global `t`.
    func build(_ code: String) throws {
        try state.main.load("t = \(code)", name: "=build")
        try state.main.call(arguments: 0, results: 0)
    }

    /// What code answers: the text of `return`, or what it raised.
    func run(_ code: String) throws -> Result<String, Said> {
        let lua = state.main
        do throws(LuaError) {
            try lua.load(code, name: "=run")
            try lua.call(arguments: 0, results: 1)
        } catch {
            return .failure(Said(text: runtime.message(of: error)))
        }
        defer { lua.pop() }
        return .success(lua.string(at: -1) ?? "nil")
    }

    /// The words of an error.
    struct Said: Error {
        let text: String
    }

    /// The body that a call sends, or what it raised.
    func body(_ call: String) throws -> Result<String, Said> {
        transport.answer(with: HTTPResponse(status: 418))
        let result = try run(call)
        if let request = transport.sent.last { return .success(String(decoding: request.body ?? [], as: UTF8.self)) }
        return result
    }

    /// What printing `t` writes.
    func print(
        _ format: OutputFormat, _ expanded: Expansion = .auto, isPlain: Bool = false
    ) throws -> Result<String, Said> {
        let lua = state.main
        lua.rawGetGlobal("t")
        defer { lua.setTop(0) }
        let (console, captured) = Console.test(isTerminal: format == .table, width: 4000, height: 24)
        let printer = ValuePrinter(
            format: format, isFormatChosen: true, style: PrintableStyle(columns: ["id", "key"]),
            json: PrintableJSON(runtime.values),
            symbol: { [runtime] in runtime.values.isNull(at: $1, of: $0) ? "null" : nil })
        printer.expanded = expanded
        printer.isPlain = isPlain
        do {
            try printer.print(lua, count: 1, to: console)
        } catch {
            return .failure(Said(text: "\(error)"))
        }
        return .success(captured.outText)
    }
}
