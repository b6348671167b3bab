/// What a function of the stock library does with the terminal.
public enum TerminalUse: Int32, Sendable {
    /// It is about to write, read, or start a child.
    case before = 0
    /// It is done, and the cursor stands at the beginning of a line as far as is known.
    case afterLine = 1
    /// It wrote a part of a line.
    case withinLine = 2
    /// `os.execute` waited for a child that Ctrl-C ended; only the child heard it.
    case childInterrupted = 3
}
