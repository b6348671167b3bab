public import LuaBridge
public import Terminal

/// What commands, completion and the loop of the prompt share.
public final class ReplContext {
    /// Where everything is written.
    public let console: Console
    /// What the prompt asks of the shell around it.
    public let host: ReplHost
    /// The commands.
    public let commands: CommandTable
    /// What runs code.
    public let evaluator: Evaluator
    let thread: LuaThread

    /// - Parameter printer: how results are printed at first.
    public init(state: LuaState, console: Console, printer: ValuePrinter, host: ReplHost) {
        thread = state.main
        self.console = console
        self.host = host
        commands = .standard
        evaluator = Evaluator(thread: state.main, console: console, printer: printer, host: host)
    }

    /// An error, on one line of standard error.
    public func complain(_ message: String) { console.complain(message) }

    /// A line of standard error. The text must be safe for a terminal.
    public func talk(_ text: String, _ style: Style) { console.talk(text, style) }
}

extension Console {
    /// An error of the prompt, on one line of standard error.
    func complain(_ message: String) {
        talk(TextFilter.visible(message, allowing: []), .red)
    }

    /// A line of standard error. The text must be safe for a terminal.
    func talk(_ text: String, _ style: Style) {
        err(StyledText(text, style).rendered(colour: usesColour(.error)) + "\n")
    }
}
