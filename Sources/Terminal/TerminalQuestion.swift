import CEdit

/// Asks whoever sits at the terminal, outside of the line editor and its history.
public struct TerminalQuestion {
    /// Longer answers are none.
    private static let longest = 1024

    private let console: Console

    /// Asks on standard error and reads standard input.
    public init(console: Console) {
        self.console = console
    }

    /// Whether somebody can see the question and answer it.
    public var canBeAsked: Bool { console.isTerminal(.input) && console.isTerminal(.error) }

    /// Shows the text as it is and waits for a line. What was typed before the question does not count. With any answer but
    /// `yes`, what was typed after it is forgotten too: of several lines that were pasted, the others would be run.
    /// - Returns: the line, or nil at the end of the input and on Ctrl-C.
    public func answer(to text: String, yes: String) -> String? {
        // Before the question shows: an answer may come at once.
        cedit_forget_typed()
        console.err(text)
        var bytes = [CChar](repeating: 0, count: Self.longest)
        let length = bytes.withUnsafeMutableBufferPointer { cedit_typed_line($0.baseAddress, $0.count) }
        let answer =
            length < 0 ? nil : String(decoding: bytes[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if answer != yes { cedit_forget_typed() }
        // The echo of Enter ends the question's line; without one nothing does.
        if answer == nil { console.err("\n") } else { console.noteOutput(endsLine: true) }
        return answer
    }
}
