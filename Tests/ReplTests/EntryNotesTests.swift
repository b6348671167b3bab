import LuaBridge
import ReplSupport
import Testing

@testable import Repl

@Suite
struct EntryNotesTests {
    private func notes() throws -> (EntryNotes, ReplFixture) {
        let host = StubReplHost()
        host.onNearest = { name, names in names.first { $0.prefix(3) == name.prefix(3) } }
        host.onHelpOfObject = { _, _, field in field == "endDate" ? "a field" : nil }
        let fixture = try ReplFixture(host)
        try fixture.enter("experiments = {list = print, get = print}; e = {key = 1, state = 2};")
        return (EntryNotes(context: fixture.context), fixture)
    }

    @Test(arguments: [
        ("experimets", "experimets is nil; did you mean experiments?"), ("abc", "abc is nil"),
        ("histry", "histry is nil; did you mean .history?"), ("e.keyy", "e.keyy is nil; did you mean e.key?"),
        ("e.endDate", "e.endDate is nil"), ("e.x", "e.x is nil"), ("nil", nil), ("abc()", nil), ("e[1]", nil),
        ("", nil),
        ("abc + 1", nil),
    ])
    func aNameThatIsNothingHasANearestOne(_ entry: String, _ expected: String?) throws {
        let (notes, fixture) = try notes()
        #expect(notes.nothing(entry) == expected)
        withExtendedLifetime(fixture) {}
    }

    @Test(arguments: [
        ("experimets.list()", "attempt to index a nil value (global 'experimets')", "did you mean experiments?"),
        ("experiments.lits{}", "attempt to call a nil value (field 'lits')", nil),
        ("experiments.lisst{}", "attempt to call a nil value (field 'lisst')", "did you mean experiments.list?"),
        ("x()", "attempt to call a nil value (local 'x')", nil), ("x()", "no luck", nil),
    ])
    func anErrorAboutANameHasTheNearestOne(_ entry: String, _ message: String, _ expected: String?) throws {
        let (notes, fixture) = try notes()
        #expect(notes.failure(entry, message) == expected)
        withExtendedLifetime(fixture) {}
    }

    @Test(arguments: [
        ("x = = 2", ["  x = = 2", "      ^"]), ("for i = 1 2 do end", ["  for i = 1 2 do end", "            ^"]),
        ("x = 1\ny = )", ["  y = )", "      ^"]), ("x = \"abc", ["  x = \"abc", "      ^"]),
        ("日本 = 1", ["  日本 = 1", "  ^"]), ("f('日本') )", ["  f('日本') )", "            ^"]),
    ])
    func aCaretStandsBelowTheFirstPieceThatCannotBe(_ entry: String, _ expected: [String]) throws {
        let (notes, fixture) = try notes()
        #expect(notes.caret(entry, width: 80) == expected)
        withExtendedLifetime(fixture) {}
    }

    @Test func aLongLineIsCutAboutItsCaret() throws {
        let (notes, fixture) = try notes()
        let entry = String(repeating: "x = 1 ", count: 40) + "x = = 2 " + String(repeating: "x = 1 ", count: 40)
        let lines = try #require(notes.caret(entry, width: 40))
        #expect(lines.allSatisfy { $0.count < 40 })
        let column = lines[1].count - 1
        #expect(Array(lines[0])[column] == "=")
        withExtendedLifetime(fixture) {}
    }
}
