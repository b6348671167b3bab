import LuaBridge
import ReplSupport
import Testing

@testable import Repl

@Suite
struct ResultTests {
    private func enter(_ fixture: ReplFixture, _ code: String, _ number: Int) throws {
        try fixture.context.thread.load("return " + code, name: "=t")
        fixture.context.evaluator.evaluate(fixture.context.thread.popReference(), printsResults: false, entry: number)
    }

    @Test func eachEntryHasItsFirstValue() throws {
        let fixture = try ReplFixture()
        try enter(fixture, "41, 42", 3)
        try enter(fixture, "nil", 4)
        try enter(fixture, "'x'", 5)
        #expect(fixture.value("Out[3] .. tostring(Out[4]) .. Out[5]") == "41nilx")
        for number in 6...90 { try enter(fixture, "\(number)", number) }
        #expect(fixture.value("Out[3] == nil and Out[26] == nil and Out[27] == 27 and Out[90] == 90") == "true")
    }

    @Test func anOutOfOnesOwnIsLeftAlone() throws {
        let fixture = try ReplFixture()
        try fixture.enter("Out = {'mine'}")
        try enter(fixture, "1", 2)
        #expect(fixture.value("Out[1] .. tostring(Out[2])") == "minenil")
    }

    @Test func theNumberStandsBeforeThePrompt() throws {
        let fixture = try ReplFixture()
        #expect(fixture.context.promptText() == "> ")
        try fixture.command("set", "numbers on")
        #expect(fixture.context.promptText() == "[1] > ")
        try fixture.enter("1")
        #expect(fixture.context.promptText() == "[2] > ")
    }

    @Test func whatOneMadeIsListed() throws {
        let fixture = try ReplFixture()
        try fixture.enter("-- Twice as much.\nfunction twice(x)\n  return 2 * x\nend")
        try fixture.enter("many = {1, 2, 3}")
        try fixture.enter("word = 'a\\27b'")
        try fixture.command("vars")
        #expect(fixture.errors.contains("many  a table of 3 items\n") && fixture.errors.contains("word  \"a\\x1bb\""))
        #expect(!fixture.errors.contains("twice") && !fixture.errors.contains("_"))
        try fixture.command("functions")
        #expect(fixture.errors.contains("twice  function twice(x) ...  -- entry 1, lines 2 to 4"))
    }

    @Test func aFunctionsCommentIsItsHelp() throws {
        let fixture = try ReplFixture()
        try fixture.enter("-- Twice as much.\n-- Of anything.\nfunction twice(x) return 2 * x end")
        try fixture.context.showHelp(about: "twice")
        #expect(
            fixture.errors.hasPrefix(
                "Twice as much.\nOf anything.\n\ntwice is a Lua function; twice?? shows its source"))
        try fixture.enter("twice")
        #expect(fixture.output.contains("function twice(x) return 2 * x end  -- entry 1, line 3"))
        #expect(!fixture.output.contains("0x"))
    }
}
