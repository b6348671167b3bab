import Terminal
import Testing

@testable import Printing

struct ResourceTableTests {
    private func lines(_ value: PrintableValue, _ canvas: Canvas) -> String { Sample.lines(value, canvas) }

    @Test func aWideTerminalShowsBars() {
        #expect(
            lines(Sample.page, Canvas(width: 120)) == """
                id     key        enabled  state     rolloutWeights                        name
                7      key-7      true     running   treatment █▌ 30 %  control ███▌ 70 %  Checkout 日本
                12345  key-12345  false    planning  control 0 %  big █████ 100 %          A name with \\x1b[2J in it
                2 experiments · 1 active · more pages: nextCursor = abc
                """)
    }

    // field/prompt 22
    @Test func whatNoRowSaysIsNotCounted() {
        let weights = Sample.record([("a", .integer(1))])
        let rows = ["a", "b"].map { Sample.record([("key", .text($0)), ("rolloutWeights", weights)]) }
        #expect(lines(Sample.list(rows), Canvas(width: 80)).hasSuffix("\n2 experiments"))
        let one = rows + [Sample.experiment("7", "x", enabled: true, weights: [("a", 1)])]
        #expect(lines(Sample.list(one), Canvas(width: 80)).hasSuffix("\n3 experiments · 1 active"))
    }

    @Test func at80ColumnsWeightsAreShorter() {
        #expect(
            lines(Sample.page, Canvas(width: 80)) == """
                id     key        enabled  state     rolloutWeights
                7      key-7      true     running   treatment █▌ 30 %  control ███▌ 70 %
                12345  key-12345  false    planning  control 0 %  big █████ 100 %
                2 experiments · 1 active · more pages: nextCursor = abc
                """)
    }

    @Test func at40ColumnsWhatMattersIsThere() {
        #expect(
            lines(Sample.page, Canvas(width: 40, expansion: .off)) == """
                id     key        enabled  state
                7      key-7      true     running
                12345  key-12345  false    planning
                2 experiments · 1 active
                more pages: nextCursor = abc
                """)
    }

    @Test func aPromptSaysWhatToType() {
        let shown = lines(Sample.page, Canvas(nextPage: ".next"))
        #expect(shown.hasSuffix("\n2 experiments · 1 active · more pages: .next"))
    }

    @Test(arguments: [10, 20, 30, 40, 60, 80, 100, 140, 200], [TerminalCharset.utf8, .unnamed])
    func noLineIsWiderThanTheTerminal(_ width: Int, _ charset: TerminalCharset) {
        let canvas = Canvas(width: width, charset: charset, expansion: .off, nextPage: ".next")
        for line in DisplayLayout(style: Sample.style, canvas: canvas).lines(Sample.page) where width >= 20 {
            #expect(line.columns <= width, "\(line.text)")
        }
    }

    @Test func withoutUTF8NothingOfOursGoesBeyondASCII() {
        let page = Sample.list(
            [
                Sample.experiment(
                    "7", String(repeating: "long ", count: 30), enabled: true, weights: [("a", 1), ("b", 2)])
            ],
            cursor: "abc")
        for width in [30, 60, 80, 120] {
            let shown = lines(page, Canvas(width: width, charset: .unnamed))
            #expect(shown.utf8.allSatisfy { $0 < 0x80 }, "\(shown)")
        }
        #expect(lines(page, Canvas(width: 80, charset: .unnamed)).contains("a ## 33 %  b ### 67 %"))
    }

    @Test func anotherCharsetShowsTextsAsEscapes() {
        #expect(lines(.text("é"), Canvas(charset: .other)) == "\\u{E9}")
        #expect(lines(.text("é"), Canvas(charset: .unnamed)) == "é")
    }

    @Test func coloursFollowValues() {
        let layout = DisplayLayout(style: Sample.style, canvas: Canvas(width: 120))
        let rendered = layout.lines(Sample.page).map { $0.rendered(colour: true) }
        #expect(rendered[0].contains("\u{1B}[1mid\u{1B}[0m"))
        #expect(rendered[1].contains("\u{1B}[32mrunning\u{1B}[0m"))
        #expect(rendered[1].contains("\u{1B}[36m███▌\u{1B}[0m"))
        #expect(rendered[2].contains("\u{1B}[2mfalse\u{1B}[0m"))
        #expect(!rendered.joined().contains("\u{1B}[2J"))
    }

    @Test func aKeyIsCutLastAndNeverLeftOut() {
        let long = String(repeating: "k", count: 70)
        let value = Sample.list([
            Sample.record([("id", .integer(1)), ("key", .text(long)), ("name", .text("A short one"))])
        ])
        let shown = lines(value, Canvas(width: 40, expansion: .off))
        #expect(shown.contains("\n 1  kkkkkkkkkkkkkkkkkkkkkkk"))
        #expect(shown.contains("…"))
    }

    @Test func plainRowsAreRows() {
        let value = Sample.list([Sample.record([("a", .integer(1)), ("b", .text("x"))])])
        #expect(lines(value, Canvas()) == "a  b\n1  x\n1 row")
    }

    @Test func fewRowsThatDoNotFitBecomeCards() {
        let fields: [(String, PrintableValue)] = (1...6).map {
            ("field\($0)", .text(String(repeating: "x", count: 30)))
        }
        let value = Sample.list([Sample.record(fields)])
        let card = lines(value, Canvas(width: 40))
        #expect(card.hasPrefix("── row 1 ─"))
        #expect(card.contains("\nfield6  xxxxxxxx"))
        #expect(lines(value, Canvas(width: 40, expansion: .off)).hasPrefix("field1"))
        // Cards that do not fit the screen either are no help.
        #expect(lines(value, Canvas(width: 40, height: 6)).hasPrefix("field1"))
        #expect(lines(value, Canvas(width: 300)).hasPrefix("field1"))
    }

    @Test func expandedShowsEveryRowAsACard() {
        let shown = lines(Sample.page, Canvas(width: 80, expansion: .on))
        #expect(shown.contains("── experiment 2 ──"))
        #expect(shown.contains("\nstate           planning\n"))
        #expect(shown.hasSuffix("2 experiments · 1 active · more pages: nextCursor = abc"))
    }

    @Test func whatIsNotShownIsCounted() {
        guard case .table(var table) = Sample.page else { return }
        table.omitted = 999_998
        let shown = lines(.table(table), Canvas(width: 80, expansion: .off, nextPage: ".next"))
        #expect(shown.hasSuffix("\n1,000,000 experiments · … 999,998 more · more pages: .next"))
    }
}
