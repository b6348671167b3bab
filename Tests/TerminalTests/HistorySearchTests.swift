import Testing

@testable import Terminal

@Suite
struct HistorySearchTests {
    private let entries = ["print(1)", "for i = 1, 2 do\n  Total = i\nend", "x = 1", "print(1)", "print(1)"]

    private func search(_ keys: String, _ direction: HistorySearch.Direction = .older) -> HistorySearch {
        var search = HistorySearch(direction, entries: entries, original: EditedLine("draft"), former: "former")
        for key in keys.unicodeScalars { _ = search.key(key) }
        return search
    }

    @Test func aBlockIsFoundAsOneEntry() {
        let found = search("total")
        #expect(found.line.text == entries[1])
        #expect(found.line.cursor == 18)
        #expect(found.prompt == "(search)`total': ")
    }

    @Test func theSameKeyFindsTheNextThatIsAnother() {
        #expect(search("1").line.text == "print(1)")
        #expect(search("1\u{12}").line.text == "x = 1")
        #expect(search("1\u{12}\u{12}").line.text == entries[1])
        #expect(search("1\u{12}\u{12}\u{13}").line.text == "x = 1")
    }

    @Test func capitalsMindCase() {
        #expect(search("Total").line.text == entries[1])
        #expect(search("TOTAL").hasFailed)
        #expect(search("TOTAL").prompt == "(search, not found)`TOTAL': ")
    }

    @Test func backspaceGoesBackToWhatWasFoundBefore() {
        #expect(search("x\u{7F}pri").line.text == "print(1)")
        #expect(search("print(12\u{7F}").line.text == "print(1)")
        #expect(!search("print(12\u{7F}").hasFailed)
        #expect(search("\u{7F}").line.text == "draft")
    }

    @Test func whatEndsIt() {
        var search = search("x")
        #expect(search.key("\u{7}") == .abort)
        #expect(search.key("\r") == .act)
        #expect(search.key("\u{1}") == .act)
        #expect(search.key("\u{1B}") == .place)
        #expect(search.key("\u{12}") == .goOn(beep: true))
    }

    @Test func withNothingTypedTheLastPatternIsTaken() {
        var search = HistorySearch(.older, entries: entries, original: EditedLine(""), former: "x =")
        _ = search.key("\u{12}")
        #expect(search.line.text == "x = 1")
        #expect(search.pattern == "x =")
    }
}
