import Testing

@testable import Terminal

@Suite
struct CandidateMenuTests {
    private func menu(
        _ names: [String], summary: String? = nil, omitted: Int = 0, note: String? = nil, width: Int = 40
    ) -> CandidateMenu {
        var result = CompletionResult(replacedBytes: 1, candidates: names.map { .init(text: $0, summary: summary) })
        result.omitted = omitted
        result.note = note
        return CandidateMenu(result, for: EditedLine("x = a"), width: width)
    }

    private func text(_ menu: CandidateMenu, width: Int = 40, height: Int = 6, colour: Bool = false) -> [String] {
        var menu = menu
        return menu.rows(width: width, height: height, colour: colour).map { $0.map(\.text).joined() }
    }

    @Test func theMarkMovesAndGoesRound() {
        var menu = menu(["aa", "ab", "ac"], summary: "s")
        func move(_ step: CandidateMenu.Step) -> Int? { menu.move(step) ? menu.marked : nil }
        #expect(menu.marked == nil && menu.taken == nil)
        let steps: [(CandidateMenu.Step, Int?)] = [
            (.up, nil), (.left, nil), (.next, 0), (.back, 2), (.down, 0), (.down, 1), (.up, 0), (.right, nil),
        ]
        for (step, place) in steps {
            let moved = move(step)
            #expect(moved == place)
        }
        #expect(menu.taken?.text == "x = aa")
        #expect(menu.taken?.isAtEnd == true)
    }

    @Test func namesStandInEvenColumnsDownTheFirst() {
        var menu = menu((1...7).map { "name\($0)" }, width: 30)
        let rows = text(menu, width: 30)
        #expect(rows == ["  name1    name4    name7", "  name2    name5", "  name3    name6"])
        _ = menu.move(.next)
        _ = menu.move(.right)
        #expect(menu.marked == 3)
        #expect(text(menu, width: 30)[0] == "  name1  > name4    name7")
        _ = menu.move(.left)
        _ = menu.move(.left)
        #expect(menu.marked == 0)
    }

    @Test func summariesStandInColumns() {
        var result = CompletionResult(
            replacedBytes: 0,
            candidates: [
                .init(text: "1", summary: "key\tTitle"), .init(text: "22", summary: "longer-key\tAnother"),
                .init(text: "3", summary: "bare"),
            ])
        result.note = "3 seen"
        let menu = CandidateMenu(result, for: EditedLine(), width: 60)
        #expect(
            text(menu, width: 60) == [
                "  1   key         Title", "  22  longer-key  Another", "  3   bare", "3 seen",
            ])
    }

    @Test func theMarkedOneIsAlwaysSeenAndTheRestIsCounted() {
        var menu = menu((10...29).map { "n\($0)" }, summary: "s", omitted: 5)
        #expect(text(menu) == ["  n10  s", "  n11  s", "  n12  s", "  n13  s", "  n14  s", "… and 20 more"])
        for _ in 1...7 { _ = menu.move(.down) }
        #expect(text(menu).contains("> n16  s"))
        #expect(text(menu).count == 6)
        _ = menu.move(.next)
        var moved = menu
        _ = moved.rows(width: 40, height: 3, colour: true)
        #expect(moved.rows(width: 40, height: 3, colour: true).flatMap { $0 }.contains { $0.style.contains("[7m") })
    }

    @Test func theWholeSummaryOfTheMarkedOneIsBelow() {
        let long = String(repeating: "word ", count: 12) + "end"
        var menu = menu(["a", "b"], summary: long, width: 30)
        _ = menu.move(.next)
        let rows = text(menu, width: 60)
        #expect(rows.last?.hasPrefix("word word") == true)
        #expect(rows.count == 3)
    }

    @Test func noRowIsWiderThanTheScreen() {
        for width in [10, 17, 40] {
            let menu = menu(["日本日本日本日本", "a\u{1B}[31mb", "plain"], summary: "x\ty 日本日本日本日本", width: width)
            var drawn = menu
            for row in drawn.rows(width: width, height: 9, colour: true) {
                #expect(row.reduce(0) { $0 + $1.columns } < width)
                #expect(!row.contains { $0.text.contains("\u{1B}") })
            }
        }
    }
}
