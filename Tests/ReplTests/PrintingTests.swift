import Terminal
import Testing

@testable import Repl

struct PrintingTests {
    private static let style = PrintableStyle(
        columns: ["id", "key", "name", "enabled", "state", "rolloutWeights"], uncut: ["id"],
        colours: ["state": ["running": .green]])

    private static func record(_ fields: [(String, PrintableValue)]) -> PrintableValue {
        .table(PrintableTable(fields: fields.map { .init(key: .text($0.0), value: $0.1) }))
    }

    private static func experiment(_ id: String, _ name: String, enabled: Bool, weights: Int64) -> PrintableValue {
        record([
            ("description", .text("A longer text about \(name)")), ("enabled", .boolean(enabled)), ("id", .text(id)),
            ("key", .text("key-" + id)), ("name", .text(name)),
            ("rolloutWeights", record([("control", .integer(weights)), ("treatment", .integer(1))])),
            ("state", .text(enabled ? "running" : "planning")),
            (
                "variants",
                .table(
                    PrintableTable(items: [
                        record([("key", .text("control"))]),
                        record([("key", .text("treatment")), ("payload", .text("{\"a\":1}"))]),
                    ]))
            ),
        ])
    }

    private static let page = PrintableValue.table(
        PrintableTable(
            items: [
                experiment("7", "Checkout 日本", enabled: true, weights: 3),
                experiment("12345", "A name with \u{1B}[2J in it", enabled: false, weights: 10),
            ], fields: [.init(key: .text("nextCursor"), value: .text("abc"))]))

    private func lines(_ value: PrintableValue, width: Int) -> String {
        DisplayLayout(style: Self.style, width: width).lines(value).map(\.text).joined(separator: "\n")
    }

    @Test func aListAt80Columns() {
        #expect(
            lines(Self.page, width: 80) == """
                id     key        name                   enabled  state     rolloutWeights
                7      key-7      Checkout 日本          true     running   control 3 · treatme…
                12345  key-12345  A name with \\x1b[2J …  false    planning  control 10 · treatm…
                2 rows · more pages: nextCursor = abc
                """)
    }

    @Test func aListAt40Columns() {
        #expect(
            lines(Self.page, width: 40) == """
                id     key        name           enabled
                7      key-7      Checkout 日本  true
                12345  key-12345  A name with …  false
                2 rows · more pages: nextCursor = abc
                """)
    }

    @Test(arguments: [20, 30, 40, 60, 80, 100, 140, 200])
    func noLineIsWiderThanTheTerminal(_ width: Int) {
        for line in DisplayLayout(style: Self.style, width: width).lines(Self.page).dropLast() {
            #expect(line.columns <= width, "\(line.text)")
        }
    }

    @Test func aCard() {
        guard case .table(let page) = Self.page else { return }
        #expect(
            lines(page.items[0], width: 60) == """
                id              7
                key             key-7
                name            Checkout 日本
                enabled         true
                state           running
                rolloutWeights  control 3 · treatment 1
                description     A longer text about Checkout 日本
                variants
                  key        payload
                  control
                  treatment  {"a":1}
                """)
    }

    @Test func aCardWrapsLongText() {
        let value = Self.record([("id", .integer(1)), ("name", .text("one two three four five six seven"))])
        #expect(
            lines(value, width: 20) == """
                id    1
                name  one two three
                      four five six
                      seven
                """)
    }

    @Test func segmentsStayReadable() {
        let segment = Self.record([
            (
                "conditions",
                .table(
                    PrintableTable(items: [
                        Self.record([
                            ("op", .text("is")), ("prop", .text("country")),
                            ("values", .table(PrintableTable(items: [.text("DE"), .text("FR")]))),
                        ])
                    ]))
            ), ("name", .text("Europe")), ("percentage", .integer(50)),
        ])
        let value = Self.record([("id", .integer(1)), ("targetSegments", .table(PrintableTable(items: [segment])))])
        #expect(
            lines(value, width: 60) == """
                id              1
                targetSegments
                  1. name        Europe
                     conditions
                       op  prop     values
                       is  country  DE, FR
                     percentage  50
                """)
    }

    @Test func coloursFollowValues() {
        let rendered = DisplayLayout(style: Self.style, width: 80).lines(Self.page).map { $0.rendered(colour: true) }
        #expect(rendered[0].contains("\u{1B}[1mid\u{1B}[0m"))
        #expect(rendered[1].contains("\u{1B}[32mrunning\u{1B}[0m"))
        #expect(rendered[2].contains("\u{1B}[31mfalse\u{1B}[0m"))
        #expect(!rendered.joined().contains("\u{1B}[2J"))
    }

    @Test(arguments: [
        (PrintableValue.null, ""), (.boolean(true), "true"), (.integer(-5), "-5"), (.number(1e15), "1e+15"),
        (.number(3), "3.0"), (.number(0.1), "0.1"), (.text("a\tb"), "a\tb"), (.text("\u{1B}]0;x"), "\\x1b]0;x"),
        (.symbol("function: 0x1"), "function: 0x1"), (.table(PrintableTable()), "{}"),
        (.table(PrintableTable(items: [.integer(1), .text("two"), .cycle])), "{ 1, \"two\", <cycle> }"),
        (
            .table(PrintableTable(items: [.integer(1)], fields: [.init(key: .text("end"), value: .boolean(true))])),
            "{ 1, [\"end\"] = true }"
        ),
    ])
    func otherValues(_ value: PrintableValue, _ expected: String) {
        #expect(lines(value, width: 80) == expected)
    }

    @Test func aLongTableBreaks() {
        let value = PrintableValue.table(PrintableTable(items: (1...4).map { .text("item number \($0)") }))
        #expect(
            lines(value, width: 30) == """
                {
                  "item number 1",
                  "item number 2",
                  "item number 3",
                  "item number 4",
                }
                """)
    }

    @Test func recordsWithNothingInCommonAreNoTable() {
        let value = PrintableValue.table(PrintableTable(items: (1...3).map { Self.record([("f\($0)", .integer($0))]) }))
        #expect(lines(value, width: 80) == "{ { f1 = 1 }, { f2 = 2 }, { f3 = 3 } }")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1\n"), ("+1", "'+1\n"), ("-1", "'-1\n"), ("@x", "'@x\n"), ("\tx", "'\tx\n"),
        ("\rx", "\"'\rx\"\n"),
        ("a,b", "\"a,b\"\n"), ("a\"b", "\"a\"\"b\"\n"), ("a\nb", "\"a\nb\"\n"), ("plain", "plain\n"), ("", "\"\"\n"),
    ])
    func cellsOfCSV(_ text: String, _ expected: String) {
        let line = CSVText.line([.init(bytes: Array(text.utf8), isText: true)])
        #expect(String(decoding: line, as: UTF8.self) == expected)
    }

    @Test func numbersOfCSVStayNumbers() {
        #expect(CSVText.line([.init(bytes: Array("-5".utf8), isText: false)]) == Array("-5\n".utf8))
    }

    @Test(arguments: [
        ("one two", 5, ["one", "two"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("", 5, [""]), ("日本語", 4, ["日本", "語"]),
    ])
    func wrapping(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(TextWrap.lines(of: text, width: width) == expected)
    }
}
