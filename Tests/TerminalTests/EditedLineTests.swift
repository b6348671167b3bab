import Testing

@testable import Terminal

@Suite
struct EditedLineTests {
    /// A line with `|` where the cursor stands.
    private func line(_ text: String) -> EditedLine {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        var line = EditedLine(parts.joined())
        line.cursor = parts[0].unicodeScalars.count
        return line
    }

    private func text(_ line: EditedLine?) -> String? { line.map { $0.before + "|" + $0.after } }

    @Test(arguments: [
        ("ab\ncd|e", 2, "ab|\ncde", nil), ("ab\nlonger|", 6, "ab|\nlonger", nil), ("a\n|", 0, "|a\n", nil),
        ("|a\nb", 0, nil, "a\n|b"), ("abc|\nd\nefg", 3, nil, "abc\nd|\nefg"), ("one|", 3, nil, nil),
        ("日本\nab|", 2, "日本|\nab", nil), ("e\u{301}x\nab|", 2, "e\u{301}x|\nab", nil),
    ])
    func theCursorMovesByLines(_ start: String, _ column: Int, _ above: String?, _ below: String?) {
        let line = line(start)
        #expect(text(line.above(column: column)) == above)
        #expect(text(line.below(column: column)) == below)
        #expect(line.column == column)
    }

    @Test(arguments: [
        ("experiments.get(e.id)|", "experiments.get(e.|id)"), ("a b  |c", "a |b  c"), ("|x", "|x"), ("((|", "|(("),
        ("日本 x|", "日本 |x"),
    ])
    func aWordIsLettersDigitsAndUnderlines(_ start: String, _ expected: String) {
        let line = line(start)
        #expect(text(line.moved(to: line.wordStart)) == expected)
    }

    @Test func cutsThatFollowOneAnotherAreOneText() {
        var cut = CutText()
        var rest = cut.cut(4..<7, of: line("one two| three"))
        #expect(text(rest) == "one | three")
        rest = rest.flatMap { cut.cut(0..<4, of: $0) }
        #expect(cut.text == "one two")
        rest = rest.flatMap { cut.cut(0..<6, of: $0) }
        #expect(cut.text == "one two three")
        #expect(text(rest) == "|")
        #expect(cut.cut(0..<0, of: line("|")) == nil)
        _ = cut.cut(0..<1, of: line("x|"))
        #expect(cut.text == "x")
    }

    @Test func aCutAtTheEdgeOfALineTakesTheNewline() {
        #expect(LineEditor.toLineEnd(line("a|b\ncd")) == 1..<2)
        #expect(LineEditor.toLineEnd(line("ab|\ncd")) == 2..<3)
        #expect(LineEditor.toLineEnd(line("ab|")) == 2..<2)
        #expect(LineEditor.toLineStart(line("ab\nc|d")) == 3..<4)
        #expect(LineEditor.toLineStart(line("ab\n|cd")) == 2..<3)
        #expect(LineEditor.toLineStart(line("|cd")) == 0..<0)
    }

    @Test(arguments: [
        ("do\n  end|", 2, 0, "do\nend|"), ("do\n   end|", 2, 0, "do\n   end|"), ("do\n  x|", 2, 2, "do\n  x|"),
        ("do\n  |", 2, 2, "do\n|"), ("do\n  |end", 2, 0, "do\n|end"), ("do\n|", 0, 0, "do\n|"),
    ])
    func aLineIsMovedWhereNobodyChoseItsPlace(_ start: String, _ given: Int, _ own: Int, _ expected: String) {
        #expect(text(line(start).indented(LineIndentation(given: given, own: own, next: 0))) == expected)
    }

    @Test func aLineIsBrokenAtTheCursor() {
        #expect(text(line("do|").breaking(indent: 2)) == "do\n  |")
        #expect(text(line("do|   x").breaking(indent: 2)) == "do\n  |x")
        #expect(text(line("a|\n  b").breaking(indent: 0)) == "a\n|\n  b")
    }
}
