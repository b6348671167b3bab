import TestSupport
import Testing

@testable import Terminal

@Suite
struct LinePainterTests {
    private let prompt = LineCell.cells(ofPrompt: "\u{1B}[32mtest>\u{1B}[0m ")

    private func layout(_ line: EditedLine, hint: String = "", width: Int) -> LineLayout {
        LineLayout(prompt: prompt, line: line, hint: hint, width: width)
    }

    private func line(_ text: String, back: Int = 0) -> EditedLine {
        var line = EditedLine(text)
        line.cursor -= back
        return line
    }

    /// Draws each line after the one before, and compares the screen with one on which only the last was drawn.
    private func check(_ lines: [(EditedLine, hint: String)], width: Int, height: Int, joinsPictures: Bool) {
        var painter = LinePainter()
        var screen = TerminalScreen(width: width, height: height, joinsPictures: joinsPictures)
        screen.write("above\r\n")
        for (line, hint) in lines {
            let wanted = layout(line, hint: hint, width: width)
            screen.write(painter.paint(wanted, width: width, height: height))
            var fresh = LinePainter()
            fresh.top = painter.top
            var other = TerminalScreen(width: width, height: height, joinsPictures: joinsPictures)
            other.write(fresh.paint(wanted, width: width, height: height))
            let rows = min(wanted.rows.count, height)
            // The line stands somewhere on the screen: its rows end where the cursor's distance says.
            let start = screen.row - other.row
            guard start >= 0, start + rows <= height else {
                Issue.record("the line left the screen: \(line.text.debugDescription)")
                return
            }
            #expect(Array(screen.rows[start..<start + rows]) == Array(other.rows.prefix(rows)))
            #expect(screen.rows[(start + rows)...].allSatisfy { $0.isEmpty })
            #expect(screen.column == other.column)
            #expect(screen.dimmedText == other.dimmedText)
        }
        #expect(screen.unknown == [])
    }

    @Test func typingAtTheEndWritesJustThat() {
        var painter = LinePainter()
        _ = painter.paint(layout(line("ab"), width: 80), width: 80, height: 24)
        #expect(painter.paint(layout(line("abc"), width: 80), width: 80, height: 24) == "c")
        #expect(painter.paint(layout(line("ab"), width: 80), width: 80, height: 24) == "\u{8}\u{1B}[K")
    }

    @Test func aPromptKeepsItsColours() {
        var painter = LinePainter()
        #expect(
            painter.paint(layout(line("x"), width: 80), width: 80, height: 24) == "\u{1B}[32mtest>\u{1B}[0m x")
    }

    @Test func aFullRowIsFollowedByAnEmptyOneForTheCursor() {
        var painter = LinePainter()
        var screen = TerminalScreen(width: 10, height: 4)
        screen.write(painter.paint(layout(line("abc"), width: 10), width: 10, height: 4))
        screen.write(painter.paint(layout(line("abcd"), width: 10), width: 10, height: 4))
        #expect(screen.rows[0] == "test> abcd")
        #expect((screen.row, screen.column) == (1, 0))
        screen.write(painter.paint(layout(line("abcde"), width: 10), width: 10, height: 4))
        #expect(screen.text == "test> abcd\ne")
        screen.write(painter.paint(layout(line("abc"), width: 10), width: 10, height: 4))
        #expect(screen.text == "test> abc")
        #expect((screen.row, screen.column) == (0, 9))
    }

    @Test func aHintIsDimAndGoesAway() {
        var painter = LinePainter()
        var screen = TerminalScreen(width: 20, height: 4)
        screen.write(painter.paint(layout(line("ex"), hint: "periments.list{}", width: 20), width: 20, height: 4))
        #expect(screen.text == "test> experiments.…")
        #expect(screen.dimmedText == "periments.…")
        #expect(screen.column == 8)
        screen.write(painter.paint(layout(line("exx"), width: 20), width: 20, height: 4))
        #expect(screen.text == "test> exx")
    }

    @Test func aTextTallerThanTheScreenIsShownAboutTheCursor() {
        let text = (1...40).map { "line \($0)" }.joined(separator: "\n")
        var painter = LinePainter()
        var screen = TerminalScreen(width: 20, height: 6)
        screen.write(painter.paint(layout(line(text), width: 20), width: 20, height: 6))
        #expect(screen.rows.last == "line 40")
        #expect(screen.row == 5)
        screen.write(painter.paint(layout(line(text, back: text.count), width: 20), width: 20, height: 6))
        #expect(screen.rows.first == "test> line 1")
        #expect((screen.row, screen.column) == (0, 6))
    }

    @Test func leavingGoesBelowTheLine() {
        var painter = LinePainter()
        var screen = TerminalScreen(width: 20, height: 6)
        screen.write(painter.paint(layout(line("a\nb\nc", back: 5), width: 20), width: 20, height: 6))
        #expect(screen.row == 0)
        screen.write(painter.leave())
        screen.write("out")
        #expect(screen.text == "test> a\nb\nc\nout")
    }

    /// Widths that a terminal of the kind that lays text out anew has after it was made narrower or wider.
    @Test(arguments: [20, 11, 60])
    func aNewWidthErasesAllThatWasDrawn(_ width: Int) {
        let text = String(repeating: "0123456789", count: 9) + "\nend"
        var painter = LinePainter()
        _ = painter.paint(layout(line(text), width: 40), width: 40, height: 24)
        // As such a terminal shows it: each line of text in as many rows as it needs.
        var screen = TerminalScreen(width: width, height: 24)
        screen.write("above\r\ntest> " + text.split(separator: "\n").joined(separator: "\r\n"))
        screen.write(painter.erase(width: width, height: 24))
        #expect(screen.text == "above")
        #expect((screen.row, screen.column) == (1, 0))
    }

    @Test(arguments: 1...40)
    func anySequenceOfEditsShowsWhatAFreshDrawingShows(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet: [String] = [
            "a", "b", " ", "é", "e\u{301}", "日", "本", "😀", "\t", "\n", "\u{1}", "\u{202E}", "👨‍👩‍👧", "(", "x",
        ]
        let width = Int.random(in: 8...40, using: &generator)
        let height = Int.random(in: 3...12, using: &generator)
        var text = EditedLine()
        var lines: [(EditedLine, hint: String)] = []
        for _ in 0..<60 {
            switch Int.random(in: 0...9, using: &generator) {
            case 0: text = EditedLine()
            case 1: text.cursor = Int.random(in: 0...text.scalars.count, using: &generator)
            case 2 where text.cursor > 0:
                text.scalars.remove(at: text.cursor - 1)
                text.cursor -= 1
            default:
                let count = Int.random(in: 1...12, using: &generator)
                let added = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                text = text.inserting(added)
            }
            lines.append((text, hint: Bool.random(using: &generator) ? "suggested text 日本" : ""))
        }
        check(lines, width: width, height: height, joinsPictures: seed % 2 == 0)
    }
}
