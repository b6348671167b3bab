import LuaBridge
import Printing
import ReplSupport
import Terminal
import TestSupport
import Testing

@testable import Repl

@Suite
struct ExportCommandTests {
    @Test(arguments: [
        ("x.csv", OutputFormat.csv), ("a.b/x.JSON", .json), ("x.ndjson", .jsonl), ("x.jsonl", .jsonl), ("x.lua", .lua),
    ])
    func theEndingSaysTheFormat(_ path: String, _ format: OutputFormat) throws {
        #expect(try OutputFormat(ending: path) == format)
    }

    @Test(arguments: ["x", "x.txt", "a.csv/x", "csv"])
    func anyOtherEndingIsRefused(_ path: String) {
        #expect(throws: CommandError.self) { try OutputFormat(ending: path) }
    }

    @Test(arguments: [
        ("a.csv", "a.csv", "_"), ("a.csv  f(1, 'x y')", "a.csv", "f(1, 'x y')"), ("\"a b.csv\" x", "a b.csv", "x"),
        ("'a \"b' x", "a \"b", "x"), ("a\\ b x", "a b", "x"),
    ])
    func aWordAndTheCodeBehindIt(_ argument: String, _ word: String, _ code: String) throws {
        let parts = try CommandInput(name: "export", argument: argument).wordAndCode()
        #expect(parts == (word, code))
    }

    @Test func aValueGoesToAFileOnceUnlessItIsForced() throws {
        let folder = try FreshFolder()
        let fixture = try ReplFixture()
        let path = folder.path + "/x.lua"
        try fixture.enter("{1, 'a'}")
        try fixture.command("export", path)
        #expect(try TextFile(path: path).read() == "return { 1, \"a\" }\n")
        try fixture.command("export", "\(path) 2 + 2")
        #expect(fixture.errors.contains("is there already; .export! overwrites it"))
        #expect(try TextFile(path: path).read().contains("\"a\""))
        try fixture.command("export!", "\(path) 2 + 2")
        #expect(try TextFile(path: path).read() == "return 4\n")
        try fixture.command("export", "\(folder.path)/y.lua error('no')")
        #expect(fixture.errors.contains("no"))
        #expect(throws: CommandError.self) { try fixture.command("export", "x.txt 1") }
    }

    @Test func resultsGoToAFileUntilTheyAreShownAgain() throws {
        let folder = try FreshFolder()
        let fixture = try ReplFixture()
        let path = folder.path + "/x.lua"
        try fixture.command("output", "lua > \(path)")
        try fixture.enter("1, 'two'")
        try fixture.enter("x = 3")
        try fixture.command("output")
        try fixture.enter("'shown'")
        #expect(try TextFile(path: path).read() == "return 1\nreturn \"two\"\n")
        #expect(fixture.output.contains("shown") && !fixture.output.contains("two"))
        #expect(fixture.errors.contains("2 results went to \(path)"))
        #expect(throws: CommandError.self) { try fixture.command("output", "> \(path)") }
        try fixture.command("output", ">> \(path)")
        try fixture.enter("4")
        try fixture.command("output")
        #expect(try TextFile(path: path).read() == "return 1\nreturn \"two\"\nreturn 4\n")
        #expect(throws: CommandError.self) { try fixture.command("output", "table > \(path)") }
        #expect(throws: CommandError.self) { try fixture.command("output", "xml > \(path)") }
    }

    @Test func withoutATerminalNothingIsCopied() throws {
        let fixture = try ReplFixture()
        try fixture.command("copy", "'x'")
        #expect(fixture.errors.contains("this is no terminal"))
    }

    @Test func aTerminalIsGivenTheTextItself() throws {
        let fixture = try ReplFixture(isTerminal: true)
        try fixture.command("copy", "'abcd'")
        #expect(fixture.output == "\u{1B}]52;c;YWJjZA==\u{7}")
        try fixture.command("copy", "nil")
        #expect(fixture.errors.contains("no value to copy"))
    }

    @Test func whoIsNotTrustedWritesNothing() throws {
        let host = StubReplHost()
        host.isRestricted = true
        let fixture = try ReplFixture(host)
        for (name, argument) in [("export", "x.lua 1"), ("pipe", "cat 1"), ("output", "lua > x.lua")] {
            #expect(throws: CommandError.self) { try fixture.command(name, argument) }
        }
    }
}
