import Testing

@testable import Terminal

@Suite
struct LineLayoutTests {
    private func rows(_ text: String, width: Int) -> [String] {
        LineLayout(prompt: LineCell.cells(ofPrompt: "> "), line: EditedLine(text), width: width).rows
            .map { $0.cells.map(\.text).joined() }
    }

    @Test func textWrapsAtTheWidth() {
        #expect(rows("abcdef", width: 5) == ["> abc", "def"])
        #expect(rows("abc", width: 5) == ["> abc", ""])
        #expect(rows("ab日c", width: 5) == ["> ab", "日c"])
    }

    @Test func newlinesAndTabs() {
        #expect(rows("a\nb\n", width: 20) == ["> a", "b", ""])
        #expect(rows("a\tb", width: 20) == ["> a     b"])
    }

    @Test func aMarkAndWhatItStandsOnAreOneCharacter() {
        let layout = LineLayout(prompt: [], line: EditedLine("e\u{301}x"), width: 20)
        #expect(layout.cursorColumn == 2)
        #expect(layout.rows[0].cells.map(\.columns) == [1, 1])
    }

    @Test func whatCouldActOnTheTerminalIsShown() {
        #expect(rows("\u{1B}[2J", width: 20) == ["> \\x1b[2J"])
        #expect(rows("a\u{202E}b", width: 20) == ["> a\\u{202E}b"])
    }

    @Test func theCursorOfALineThatIsDoneNeedsNoRow() {
        let line = EditedLine("abc")
        #expect(LineLayout(prompt: [], line: line, width: 3).rows.count == 2)
        #expect(LineLayout(prompt: [], line: line, width: 3, holdsCursor: false).rows.count == 1)
    }

    @Test(arguments: [0, 1, 5_000, 99_999, 100_000])
    func aLongLineIsShownAboutTheCursor(_ cursor: Int) {
        let part = LineLayout.shownPart(count: 100_000, cursor: cursor, cells: 1_920)
        #expect(part.contains(cursor) || part.upperBound == cursor)
        #expect(part.count <= 4 * 1_920)
        #expect(cursor - part.lowerBound >= min(cursor, 1_920))
    }

    @Test func aShortLineIsShownWhole() {
        #expect(LineLayout.shownPart(count: 7_000, cursor: 6_999, cells: 1_920) == 0..<7_000)
    }
}
