import Terminal
import Testing

@testable import Printing

struct ResourceCardTests {
    private static func condition(_ property: String, _ relation: String, _ values: [String]) -> PrintableValue {
        Sample.record([
            ("type", .text("property")), ("prop", .text(property)), ("op", .text(relation)),
            ("values", Sample.list(values.map { .text($0) })),
        ])
    }

    private static let segment = Sample.record([
        ("name", .text("Europe")), ("percentage", .integer(50)),
        (
            "conditions",
            Sample.list([condition("gp:plan", "is", ["free", "pro"]), condition("country", "is not", ["DE"])])
        ),
        ("rolloutWeights", Sample.record([("control", .integer(1)), ("treatment", .integer(1))])),
    ])

    private static let experiment = Sample.experiment(
        "7", "Checkout 日本", enabled: true, weights: [("treatment", 3), ("control", 7)], segments: [segment])

    @Test func aCard() {
        #expect(
            Sample.lines(Self.experiment, Canvas(width: 80)) == """
                id              7
                key             key-7
                name            Checkout 日本
                enabled         true
                state           running
                rolloutWeights  treatment █▌ 30 %  control ███▌ 70 %
                variants
                  key
                  treatment
                  control
                targetSegments
                  1. name            Europe
                     conditions      gp:plan is free, pro
                                     country is not DE
                     percentage      50 %
                     rolloutWeights  treatment ██▌ 50 %  control ██▌ 50 %
                """)
    }

    @Test func aCardAt40Columns() {
        #expect(
            Sample.lines(Self.experiment, Canvas(width: 40)) == """
                id              7
                key             key-7
                name            Checkout 日本
                enabled         true
                state           running
                rolloutWeights  treatment █▌     30 %
                                control   ███▌   70 %
                variants
                  key
                  treatment
                  control
                targetSegments
                  1. name            Europe
                     conditions      gp:plan is free,
                                       pro
                                     country is not DE
                     percentage      50 %
                     rolloutWeights  treatm… ██▌    50 %
                                     control ██▌    50 %
                """)
    }

    @Test(arguments: [24, 30, 40, 60, 80, 120])
    func noLineIsWiderThanTheTerminal(_ width: Int) {
        let lines = DisplayLayout(style: Sample.style, canvas: Canvas(width: width)).lines(Self.experiment)
        for line in lines where width >= 40 { #expect(line.columns <= width, "\(line.text)") }
        #expect(!lines.isEmpty)
    }

    @Test func aCardWrapsLongText() {
        let value = Sample.record([("id", .integer(1)), ("name", .text("one two three four five six seven"))])
        #expect(
            Sample.lines(value, Canvas(width: 20)) == """
                id    1
                name  one two three
                      four five six
                      seven
                """)
    }

    @Test func conditionsWithMoreThanUsualSayIt() {
        let odd = Sample.record([
            ("type", .text("cohort")), ("prop", .text("x")), ("op", .text("is")), ("values", Sample.list([])),
        ])
        let value = Sample.record([("id", .integer(1)), ("conditions", Sample.list([odd]))])
        #expect(Sample.lines(value, Canvas()).hasSuffix("conditions  x is {} (type cohort)"))
    }

    @Test func whatIsNoConditionIsShownAsItIs() {
        let value = Sample.record([
            ("id", .integer(1)), ("conditions", Sample.list([Sample.record([("prop", .text("x"))])])),
        ])
        #expect(Sample.lines(value, Canvas()) == "id          1\nconditions\n  prop\n  x")
    }

    @Test func emptyTablesAreSeen() {
        let value = Sample.record([("id", .integer(1)), ("deployments", Sample.list([]))])
        #expect(Sample.lines(value, Canvas()) == "id           1\ndeployments  {}")
    }
}
