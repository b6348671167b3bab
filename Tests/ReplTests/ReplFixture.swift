import LuaBridge
import Printing
import PrintingSupport
import ReplSupport
import Terminal

@testable import Repl

/// A context with a Lua state of its own and a console that keeps what is written.
final class ReplFixture {
    let state: LuaState
    let context: ReplContext
    private let captured: CapturedOutput

    init(_ host: StubReplHost = StubReplHost(), isTerminal: Bool = false, width: Int = 80) throws {
        state = try LuaState()
        let (console, captured) = Console.test(isTerminal: isTerminal, width: width)
        self.captured = captured
        context = ReplContext(
            state: state, console: console,
            printer: ValuePrinter(
                format: .table, isFormatChosen: false, style: PrintableStyle(columns: ["id"]),
                json: PrintableJSON(text: { _, _, _ in [] }, itemCount: JSONStub.itemCount), symbol: { _, _ in nil }),
            host: host)
    }

    var output: String { String(decoding: captured.out, as: UTF8.self) }
    var errors: String { String(decoding: captured.err, as: UTF8.self) }

    func installShell() {
        ShellTable(context).push(on: context.thread) { _ in }
        context.thread.rawSetGlobal("shell")
    }

    func command(_ name: String, _ argument: String = "") throws {
        let input = CommandInput(name: name, argument: argument)
        try context.commands[input.name]?.run(context, input)
    }

    /// The value of an expression as `tostring` writes it.
    func value(_ code: String) -> String? {
        let lua = context.thread
        defer { lua.setTop(0) }
        do {
            try lua.load("return tostring(\(code))", name: "=test")
            try lua.call(arguments: 0, results: 1)
        } catch {
            return "failed: \(error)"
        }
        return lua.string(at: -1)
    }

    /// What the code raises; nil where it does not.
    func failure(_ code: String) -> String? {
        let lua = context.thread
        defer { lua.setTop(0) }
        do throws(LuaError) {
            try lua.load(code, name: "=test")
            try lua.call(arguments: 0, results: 0)
            return nil
        } catch {
            return error.message
        }
    }

    /// Runs an entry as the prompt would.
    @discardableResult
    func enter(_ code: String) throws -> Bool {
        let lua = context.thread
        let name = FunctionText.chunkName(context.transcript.nextNumber)
        if (try? lua.load("return " + code, name: name)) == nil { try lua.load(code, name: name) }
        let number = context.transcript.nextNumber
        context.transcript.add(code, isCode: true)
        context.transcript.note(number) { $0.resultsBefore = context.evaluator.resultChanges }
        let isDone = context.evaluator.evaluate(
            lua.popReference(), printsResults: !LuaStatementEnd.endsInSemicolon(code))
        context.transcript.note(number) {
            $0.hasFailed = !isDone
            $0.hasShown = context.evaluator.hasShown
        }
        return isDone
    }
}
