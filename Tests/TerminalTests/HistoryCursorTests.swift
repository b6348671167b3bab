import Testing

@testable import Terminal

@Suite
struct HistoryCursorTests {
    @Test func upGoesBackAndDownReturnsToWhatWasWritten() {
        var history = HistoryCursor(["one", "two\nlines", "three"])
        let draft = EditedLine(scalars: Array("dra".unicodeScalars), cursor: 1)
        #expect(history.older(draft)?.text == "three")
        #expect(history.older(EditedLine("three"))?.text == "two\nlines")
        #expect(history.older(EditedLine("two\nlines"))?.text == "one")
        #expect(history.older(EditedLine("one")) == nil)
        #expect(history.newer(EditedLine("one"))?.text == "two\nlines")
        #expect(history.newest(EditedLine("two\nlines")) == draft)
        #expect(history.newer(draft) == nil)
    }

    @Test func alikeMeansWhatStandsBeforeTheCursor() {
        var history = HistoryCursor(["print(1)", "x = 1", "print(2)", "print(2)"])
        let line = EditedLine(scalars: Array("print(9)".unicodeScalars), cursor: 3)
        let first = history.olderAlike(line)
        #expect(first?.text == "print(2)")
        #expect(first?.cursor == 3)
        #expect(first.flatMap { history.olderAlike($0) }?.text == "print(1)")
        let oldest = EditedLine(scalars: Array("print(1)".unicodeScalars), cursor: 3)
        #expect(history.olderAlike(oldest) == nil)
        #expect(history.newerAlike(oldest)?.text == "print(2)")
        #expect(history.newest(oldest) == line)
    }

    @Test func theNewestEntryThatBeginsSoIsSuggested() {
        let history = HistoryCursor(["for i = 1, 2 do\nprint(i)\nend", "print(1)", "print(2)", "pri"])
        #expect(history.suggestion(for: "pri") == "nt(2)")
        #expect(history.suggestion(for: "for i = 1, 2 do") == "\nprint(i)\nend")
        #expect(history.suggestion(for: "print(2)") == nil)
        #expect(history.suggestion(for: "") == nil)
        #expect(history.suggestion(for: "  ") == nil)
    }

    @Test func theOldestEntriesGo() {
        var history = HistoryCursor([], limit: 10)
        for number in 1...100 { history.add("\(number)") }
        #expect(history.entries.count <= 12)
        #expect(history.entries.last == "100")
        #expect(HistoryCursor((1...100).map(String.init), limit: 10).entries.count == 10)
    }
}
