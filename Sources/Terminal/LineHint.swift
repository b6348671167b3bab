/// What the editor shows dimmed behind the end of the line while it waits for a key. It is no part of the line.
public struct LineHint: Sendable, Equatable {
    /// What would follow the line, or what helps to write it; of several lines the first is shown.
    public var text: String
    /// Whether Right, Ctrl-F, End or Ctrl-E at the end of the line takes the text into it (a suggestion), or not (a
    /// signature).
    public var isAcceptable: Bool

    /// A hint.
    public init(text: String, isAcceptable: Bool) {
        self.text = text
        self.isAcceptable = isAcceptable
    }
}
