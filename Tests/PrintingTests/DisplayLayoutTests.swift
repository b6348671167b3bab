import Terminal
import Testing

@testable import Printing

struct DisplayLayoutTests {
    private func lines(_ value: PrintableValue, width: Int) -> String {
        Sample.lines(value, Canvas(width: width))
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
        let value = PrintableValue.table(
            PrintableTable(items: (1...3).map { Sample.record([("f\($0)", .integer($0))]) }))
        #expect(lines(value, width: 80) == "{ { f1 = 1 }, { f2 = 2 }, { f3 = 3 } }")
    }
}
