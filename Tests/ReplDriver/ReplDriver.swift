import LuaBridge
import Platform
import Printing
import Repl
import ReplSupport
import Terminal

/// A prompt with nothing around it, for tests on a pty: `ReplDriver [HISTORY]`.
@main
struct ReplDriver {
    static func main() throws {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let interrupts = InterruptSignal()
        let console = Console(environment: variable)
        let editor = LineEditor(
            console: console, interrupts: interrupts, userFile: variable("HOME").map { $0 + "/.editrc" })
        let state = try LuaState()
        let interrupter = state.interrupter
        let printer = ValuePrinter(
            format: .table, isFormatChosen: false, style: PrintableStyle(columns: ["id", "key", "name"]),
            json: PrintableJSON(
                text: { thread, index, _ in Array("json \(thread.type(at: index).name)".utf8) },
                itemCount: { _, _, _ in nil }), symbol: { _, _ in nil })

        let host = StubReplHost()
        host.onPrompt = { "\u{1B}[32mtest>\u{1B}[0m " }
        host.onHelp = { subject in subject == "print" ? "print writes values" : nil }
        host.onCall = { thread throws(LuaError) in
            thread.push("interrupted!")
            state.setInterruptValue(reason: 1)
            interrupts.arm(LuaInterrupter.function, host: interrupter.host, reason: 1)
            defer {
                interrupts.disarm()
                state.clearInterrupt()
            }
            try thread.call(arguments: 0, results: nil, traceback: true)
        }
        let history = CommandLine.arguments.dropFirst().first.map { path in
            HistoryFile(path: path) { console.err("\($0)\n") }
        }
        let context = ReplContext(state: state, console: console, printer: printer, host: host)
        if variable("HIGHLIGHT") == "off" { context.options.highlights = false }
        let loop = ReplLoop(context: context, editor: editor, history: history)
        let ending = loop.run(banner: "driver ready\n")
        console.err(ending == .left(code: 0) ? "bye\n" : "closed\n")
    }
}
