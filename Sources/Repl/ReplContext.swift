public import LuaBridge
public import Printing
public import Terminal

/// What the loop of the prompt, its commands, their functions in `shell` and completion share.
public final class ReplContext {
    /// Where everything is written.
    public let console: Console
    /// What the prompt asks of the shell around it.
    public let host: any ReplHost
    /// The commands.
    public let commands = CommandTable.standard
    /// What runs code.
    public let evaluator: Evaluator
    /// What `.set` sets.
    public let options = PromptOptions()
    /// The entries so far.
    public internal(set) var transcript = Transcript()
    /// Whether a prompt is open, or about to be: the rc file may call what needs one.
    public var isPromptOpen = false
    /// The code with which the prompt is to be left.
    var leaveCode: Int32?
    /// An entry that `.edit` made, to be performed next.
    var nextEntry: String?
    let thread: LuaThread
    /// The globals that were there before anybody wrote anything.
    private(set) var firstNames: Set<String> = []

    /// - Parameter printer: how results are printed at first.
    public init(state: LuaState, console: Console, printer: ValuePrinter, host: any ReplHost) {
        thread = state.main
        self.console = console
        self.host = host
        options.showsProgress = !host.isQuiet
        evaluator = Evaluator(thread: state.main, console: console, printer: printer, host: host)
        firstNames = Set(knownNames)
        printer.about = { [weak self] thread, index in self?.about(thread, index) }
    }

    /// Replaces `~/` at the beginning of a file name.
    func path(_ written: String) -> String {
        guard written == "~" || written.hasPrefix("~/"), let home = host.home else { return written }
        return home + written.dropFirst()
    }

    /// An error, on one line of standard error.
    public func complain(_ message: String) { console.complain(message) }

    /// A line of standard error. The text must be safe for a terminal.
    public func talk(_ text: String, _ style: Style) { console.talk(text, style) }
}

extension Console {
    /// An error of the prompt, on one line of standard error.
    func complain(_ message: String) {
        let text = TextFilter.visible(message, allowing: [])
        // What is read by people is not broken in the middle of words; anybody else gets one line.
        let isForPeople = isTerminal(.error) && !isDumb
        talk(isForPeople ? ScreenText(width: max(20, width - 1)).wrapped(text) : text, .red)
    }

    /// A line of standard error. The text must be safe for a terminal.
    func talk(_ text: String, _ style: Style) {
        err(StyledText(text, style).rendered(colour: usesColour(.error)) + "\n")
    }
}
