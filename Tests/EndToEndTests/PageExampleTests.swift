import TestSupport
import Testing

/// The examples of `docs/LUA.md` that say what they print are run, each on a new sandbox.
struct PageExampleTests {
    /// Some lines of Lua and what they say.
    struct Example: Sendable, CustomStringConvertible {
        let code: String
        let expected: [String]

        var description: String { code }
    }

    static let lines = ((try? GeneratedPage("docs/LUA.md").text()) ?? "")
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    /// Blocks of Lua in which a comment `--> ...` says what the line prints.
    static let blocks: [Example] = {
        var found: [Example] = []
        var block: [String]?
        for line in lines {
            if line == "```lua" {
                block = []
            } else if line == "```", let code = block {
                let expected = code.compactMap { line in
                    line.firstRange(of: "--> ").map { String(line[$0.upperBound...]) }
                }
                if !expected.isEmpty { found.append(Example(code: code.joined(separator: "\n"), expected: expected)) }
                block = nil
            } else {
                block?.append(line)
            }
        }
        return found
    }()

    /// Lines after a prompt, each with the line that answers it.
    static let roundtrips: [Example] = zip(lines, lines.dropFirst()).compactMap { line, answer in
        for prompt in ["    > ", "    ampsh sandbox> "] where line.hasPrefix(prompt) {
            return Example(code: String(line.dropFirst(prompt.count)), expected: [String(answer.dropFirst(4))])
        }
        return nil
    }

    @Test func thereAreExamples() {
        #expect(Self.blocks.count >= 6)
        #expect(Self.roundtrips.count >= 4)
    }

    @Test(arguments: blocks)
    func aBlockPrintsWhatItsCommentsSay(_ example: Example) throws {
        let result = try ShellHome().ampsh(["--sandbox-path", ":memory:", "-"], input: example.code)
        #expect(result.errors == "")
        #expect(result.lines.map(Self.words) == example.expected.map(Self.words))
    }

    @Test(arguments: roundtrips)
    func aLineIsAnsweredAsThePageSays(_ example: Example) throws {
        let result = try ShellHome().ampsh(["--sandbox-path", ":memory:", "-e", example.code])
        let answer = result.exitCode == 0 ? result.output : result.errors
        let first = answer.split(separator: "\n").first.map(String.init) ?? ""
        #expect((first.hasPrefix("ampsh: ") ? String(first.dropFirst(7)) : first) == example.expected[0])
    }

    /// How many blanks stand between two values does not matter.
    private static func words(_ line: String) -> [Substring] { line.split { $0 == " " || $0 == "\t" } }
}
