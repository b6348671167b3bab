import Testing

@testable import Printing

struct PlainLayoutTests {
    @Test func aListIsOneFactALine() {
        #expect(
            Sample.lines(Sample.page, Canvas(isPlain: true, nextPage: ".next")) == """
                experiment 1 of 2
                id: 7
                key: key-7
                enabled: true
                state: running
                rolloutWeights: treatment 30 %, control 70 %
                name: Checkout 日本

                experiment 2 of 2
                id: 12345
                key: key-12345
                enabled: false
                state: planning
                rolloutWeights: control 0 %, big 100 %
                name: A name with \\x1b[2J in it

                2 experiments, 1 active, more pages: .next
                """)
    }

    @Test func aRecordNamesThePlaceOfEachFact() {
        let condition = Sample.record([
            ("type", .text("property")), ("prop", .text("country")), ("op", .text("is")),
            ("values", Sample.list([.text("DE"), .text("FR")])),
        ])
        let segment = Sample.record([("conditions", Sample.list([condition])), ("percentage", .integer(50))])
        let value = Sample.experiment("7", "N", enabled: false, weights: [("b", 1), ("a", 1)], segments: [segment])
        #expect(
            Sample.lines(value, Canvas(width: 30, isPlain: true)) == """
                id: 7
                key: key-7
                name: N
                enabled: false
                state: planning
                rolloutWeights: b 50 %, a 50 %
                variants 1 key: b
                variants 2 key: a
                targetSegments 1 conditions 1: country is DE, FR
                targetSegments 1 percentage: 50 %
                """)
    }

    @Test func emptyListsAreSaid() {
        let value = Sample.record([("id", .integer(1)), ("deployments", Sample.list([])), ("name", .text(""))])
        #expect(Sample.lines(value, Canvas(isPlain: true)) == "id: 1\nname: \ndeployments: none")
    }
}
