import Testing

@testable import ShellCommand

@Suite struct LuaRunTests {
    private func run(_ words: String..., terminal: Bool = true) throws -> LuaRun {
        let bytes = CommandLineWords(bytes: (["ampsh"] + words).map { Array($0.utf8) })
        return LuaRun(try CommandLineSplitter().split(bytes.texts), words: bytes, inputIsTerminal: terminal)
    }

    @Test func nothingSaidIsAPromptOnATerminalAndAScriptElsewhere() throws {
        #expect(try run().opensPrompt)
        #expect(try run().script == .none)
        #expect(try !run(terminal: false).opensPrompt)
        #expect(try run(terminal: false).script == .standardInput)
        #expect(try run("-lm", "-q").opensPrompt)
    }

    @Test(arguments: [true, false])
    func codeOrAVersionIsEnoughToRun(terminal: Bool) throws {
        for words in [["-e", "x"], ["-v"]] {
            let run = try run(words[0], words.count > 1 ? words[1] : "-q", terminal: terminal)
            #expect(!run.opensPrompt)
            #expect(run.script == .none)
        }
        #expect(try run("-v").showsVersion)
        #expect(try run("-e", "x", "-i", terminal: terminal).opensPrompt)
        #expect(try run("-i", terminal: terminal).script == .none)
    }

    @Test func theOrderOfCodeAndModulesIsKept() throws {
        let expected: [LuaRun.Preliminary] = [
            .require(module: Array("a".utf8)), .execute(code: Array("b".utf8)), .require(module: Array("c".utf8)),
        ]
        #expect(try run("-la", "--sandbox", "-e", "b", "-l", "c").preliminaries == expected)
    }

    @Test func argumentsAreCountedFromTheScript() throws {
        let run = try run("-q", "--rps", "5", "s.lua", "one", "--two")
        #expect(run.script == .file(Array("s.lua".utf8)))
        #expect(run.firstIndex == -4)
        #expect(run.scriptArguments == [Array("one".utf8), Array("--two".utf8)])
    }

    @Test func withoutAScriptTheProgramIsArgumentZero() throws {
        let run = try run("-e", "x")
        #expect(run.firstIndex == 0)
        #expect(run.scriptArguments.isEmpty)
    }

    @Test func aDashReadsStandardInputWithArguments() throws {
        let run = try run("-", "a")
        #expect(run.script == .standardInput)
        #expect(run.scriptArguments == [Array("a".utf8)])
        #expect(run.firstIndex == -1)
    }
}
