import Testing

@testable import Repl

struct CommandInputTests {
    @Test(
        arguments: [
            ("", []), ("a b", ["a", "b"]), ("  a\t b ", ["a", "b"]), ("'my file.lua' x", ["my file.lua", "x"]),
            ("\"a 'b' c\"", ["a 'b' c"]), ("my\\ file", ["my file"]), ("''", [""]), ("a\"b c\"d", ["ab cd"]),
            ("'a\\b'", ["a\\b"]), ("\"a\\\"b\"", ["a\"b"]), ("a\\", ["a\\"]),
        ] as [(String, [String])])
    func wordsAreSplitAsAShellSplitsThem(_ argument: String, _ expected: [String]) throws {
        #expect(try CommandInput(name: "load", argument: argument).words() == expected)
    }

    @Test func aQuoteThatIsNotClosedIsAnError() {
        #expect(throws: CommandError(".load: the quote ' is not closed")) {
            try CommandInput(name: "load", argument: "'a b").words()
        }
    }

    @Test func anExclamationMarkBelongsToTheNameAndForces() {
        let input = CommandInput(name: "save!", argument: "x")
        #expect(input.name == "save")
        #expect(input.isForced)
        #expect(!CommandInput(name: "save", argument: "x!").isForced)
    }
}
