import LuaBridge
import ReplSupport
import Testing

@testable import Repl

@Suite
struct LuaLastExpressionTests {
    private func split(_ text: String) throws -> [String]? {
        let fixture = try ReplFixture()
        return LuaLastExpression(text, compiles: fixture.context.compiles).map { [$0.statements, $0.expression] }
    }

    @Test(arguments: [
        ("x = 5; x", ["x = 5; ", "x"]), ("x = 5\nx + 1", ["x = 5\n", "x + 1"]), ("f(); g()", ["f(); ", "g()"]),
        ("local x = 5; x, 2", ["local x = 5; ", "x, 2"]), ("do f() end; y -- z", ["do f() end; ", "y -- z"]),
        ("x = {1;\n2}; x[1]", ["x = {1;\n2}; ", "x[1]"]), ("x = 5; x;", ["x = 5; ", "x;"]),
        ("f()\n(g or h)()", nil), ("x = 5", nil), ("x", nil), ("x = 5;", nil), ("for i = 1, 2 do f(); g() end", nil),
        ("x = 'a; b'", nil), ("x = 5; y = 6", nil), ("-- a; b", nil), ("", nil),
    ])
    func theLastIsWhatStandsBehindTheLastStatement(_ text: String, _ expected: [String]?) throws {
        #expect(try split(text) == expected)
    }

    @Test func itsValueIsTheEntrysAndIsSaved() throws {
        let fixture = try ReplFixture()
        var session = ReplSession<String> { text in
            fixture.context.compiles(text) ? .chunk(text) : .failure(message: "no")
        }
        guard case .evaluate(let chunk, let entry, let prints) = session.feed("x = 5; x") else {
            Issue.record("not run")
            return
        }
        #expect((chunk, entry, prints) == ("x = 5;  return x", "x = 5; x", true))
        guard case .evaluate(_, _, false) = session.feed("x = 5; x;") else {
            Issue.record("not silent")
            return
        }
        let saved = SavedEntries.text([
            .init(entry: LuaEntry("x = 5; x", compiles: fixture.context.compiles), hasShown: true),
            .init(entry: LuaEntry("y = 6; y;", compiles: fixture.context.compiles), hasShown: false),
        ])
        #expect(saved == "x = 5; pp(x)\ny = 6; do local _ = y end\n")
    }
}
