/// What was cut last, for the key that puts it back: cuts that follow one another are one text.
struct CutText {
    private(set) var text = ""
    /// The line as the last cut left it.
    private var left: EditedLine?

    /// Takes a cut stretch out of a line and answers the line without it; nil where there is nothing to cut.
    mutating func cut(_ range: Range<Int>, of line: EditedLine) -> EditedLine? {
        guard !range.isEmpty else { return nil }
        let cut = EditedLine.string(line.scalars[range])
        if left != line {
            text = cut
        } else if range.upperBound == line.cursor {
            text = cut + text
        } else {
            text += cut
        }
        let rest = line.removing(range)
        left = rest
        return rest
    }

    /// Another line begins: what is cut there is another text.
    mutating func begin() { left = nil }
}
