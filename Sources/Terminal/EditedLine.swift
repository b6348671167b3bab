/// A line as it is edited: its characters as libedit counts them (Unicode scalars), and where the cursor stands.
struct EditedLine: Sendable, Equatable {
    var scalars: [Unicode.Scalar]
    /// How many scalars stand before the cursor.
    var cursor: Int

    init(scalars: [Unicode.Scalar], cursor: Int) {
        self.scalars = scalars
        self.cursor = max(0, min(cursor, scalars.count))
    }

    /// A text with the cursor at its end.
    init(_ text: String = "") {
        scalars = Array(text.unicodeScalars)
        cursor = scalars.count
    }

    var text: String { Self.string(scalars[...]) }
    var before: String { Self.string(scalars[..<cursor]) }
    var after: String { Self.string(scalars[cursor...]) }
    var isAtEnd: Bool { cursor == scalars.count }

    /// The line with a text put in where the cursor stands, and the cursor behind it.
    func inserting(_ text: String) -> EditedLine {
        let added = Array(text.unicodeScalars)
        return EditedLine(
            scalars: Array(scalars[..<cursor]) + added + scalars[cursor...], cursor: cursor + added.count)
    }

    static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
