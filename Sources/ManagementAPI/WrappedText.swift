import TextLayout

/// Plain text that is put together line by line, its paragraphs broken to a width.
struct WrappedText {
    /// Columns that a line may have.
    let width: Int
    /// The lines so far.
    private(set) var lines: [String] = []

    init(width: Int) { self.width = width }

    /// The lines with a line feed after each.
    var text: String { lines.map { $0 + "\n" }.joined() }

    /// Adds an empty line.
    mutating func gap() { lines.append("") }

    /// Adds lines as they are, each after `indent` spaces.
    mutating func verbatim(_ text: String, indent: Int) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(String(repeating: " ", count: indent) + line)
        }
    }

    /// Adds a paragraph: its first line after `indent` spaces, the others `hanging` further right.
    mutating func paragraph(_ text: String, indent: Int, hanging: Int = 0) {
        var margin = String(repeating: " ", count: indent)
        for line in TextWrap.lines(of: text, width: width - indent, hanging: hanging) where !line.isEmpty {
            lines.append(margin + line)
            margin = String(repeating: " ", count: indent + hanging)
        }
    }
}
