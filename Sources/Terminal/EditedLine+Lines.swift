/// A text of several lines: what belongs to the line with the cursor.
extension EditedLine {
    private static let newline: Unicode.Scalar = "\n"

    /// Where the line with the cursor begins.
    var lineStart: Int { scalars[..<cursor].lastIndex(of: Self.newline).map { $0 + 1 } ?? 0 }
    /// Where it ends, before its newline.
    var lineEnd: Int { scalars[cursor...].firstIndex(of: Self.newline) ?? scalars.count }
    var isBlock: Bool { scalars.contains(Self.newline) }

    /// The column of the cursor, in characters as people see them.
    var column: Int { Self.string(scalars[lineStart..<cursor]).count }

    func moved(to place: Int) -> EditedLine { EditedLine(scalars: scalars, cursor: place) }

    /// The cursor in the line above, as near to a column as that line is long; nil in the first line.
    func above(column: Int) -> EditedLine? {
        let start = lineStart
        guard start > 0 else { return nil }
        return moved(to: start - 1).atColumn(column)
    }

    /// The same below; nil in the last line.
    func below(column: Int) -> EditedLine? {
        let end = lineEnd
        guard end < scalars.count else { return nil }
        return moved(to: end + 1).atColumn(column)
    }

    private func atColumn(_ column: Int) -> EditedLine {
        let start = lineStart
        let text = Self.string(scalars[start..<lineEnd])
        return moved(to: start + String(text.prefix(column)).unicodeScalars.count)
    }

    /// Without a stretch, the cursor where it stood.
    func removing(_ range: Range<Int>) -> EditedLine {
        EditedLine(
            scalars: Array(scalars[..<range.lowerBound] + scalars[range.upperBound...]), cursor: range.lowerBound)
    }

    // MARK: - Words

    /// What word keys stop at: letters, digits and `_` are of a word.
    static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    /// Where the word after the cursor ends.
    var wordEnd: Int { cursor + LineEditor.firstWord(of: after).unicodeScalars.count }

    /// Where the word before the cursor begins.
    var wordStart: Int {
        var text = Substring(before)
        while let last = text.last, !Self.isWord(last) { text.removeLast() }
        while let last = text.last, Self.isWord(last) { text.removeLast() }
        return text.unicodeScalars.count
    }
}
