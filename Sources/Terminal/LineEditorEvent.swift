/// How reading a line ended.
public enum LineEditorEvent: Sendable, Equatable {
    /// A line without its newline; a pasted or recalled block holds inner newlines. Where it is not exact, U+FFFD stands
    /// for what is no character of the terminal's set: it is not to be run.
    case line(String, isExact: Bool)
    /// Ctrl-C: the line was cleared.
    case interrupted
    /// Ctrl-D on an empty line, the end of a file, or a terminal that has gone.
    case endOfInput
}
