/// How far the lines of a block stand to the right.
public struct LineIndentation: Sendable, Equatable {
    /// What Enter gave the line with the cursor when it was begun.
    public var given: Int
    /// What it should have, by what it begins with: `end` stands below what it ends.
    public var own: Int
    /// What the line after it has.
    public var next: Int

    /// Numbers of spaces.
    public init(given: Int, own: Int, next: Int) {
        self.given = given
        self.own = own
        self.next = next
    }
}

extension EditedLine {
    /// The line with the cursor as its indentation should be, where nobody chose another; and blanks alone are nothing.
    func indented(_ indentation: LineIndentation) -> EditedLine {
        let start = lineStart
        let end = lineEnd
        let blanks = scalars[start..<end].prefix { $0 == " " }.count
        let isBlank = blanks == end - start
        guard blanks == indentation.given, isBlank ? blanks > 0 : indentation.own < blanks else { return self }
        let removed = isBlank ? blanks : blanks - indentation.own
        var line = removing(start..<start + removed)
        line.cursor = max(start, cursor - removed)
        return line
    }

    /// Another line begun at the cursor, with the blanks that it is to have.
    func breaking(indent: Int) -> EditedLine {
        let blanks = scalars[cursor..<lineEnd].prefix { $0 == " " }.count
        return removing(cursor..<cursor + blanks).inserting("\n" + String(repeating: " ", count: indent))
    }
}
