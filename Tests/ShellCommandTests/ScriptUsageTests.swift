import Repl
import Testing

@testable import ShellCommand

/// What Tab offers behind the name of a script.
struct ScriptUsageTests {
    private static let text = """
        ramp.lua: moves a share.

        Usage: ampsh ramp.lua [options] KEY VARIANT
               ampsh ramp.lua --restore FILE

        Options:
          -p, --project ID  only those of this project
          --times=N         how often [default: 1]
          -n, --dry-run     writes nothing
              and goes on here
          -o, --out FILE    write to this file
          -x                a short one

        Notes: - not an option
        """

    private let usage = ScriptUsage(Self.text)

    private func words(_ words: [String], _ word: String) -> [String] {
        usage.arguments(after: words, word) { _ in [ScriptRow(name: "checkout", summary: "")] }.words.map(\.name)
    }

    @Test func optionsAndOperandsAreReadFromTheHeader() {
        #expect(
            usage.options == [
                .init(spellings: ["-p", "--project"], value: "ID", summary: "only those of this project"),
                .init(spellings: ["--times"], value: "N", summary: "how often [default: 1]"),
                .init(spellings: ["-n", "--dry-run"], value: nil, summary: "writes nothing"),
                .init(spellings: ["-o", "--out"], value: "FILE", summary: "write to this file"),
                .init(spellings: ["-x"], value: nil, summary: "a short one"),
            ])
        #expect(usage.operands == ["KEY", "VARIANT", "FILE"])
    }

    @Test func optionsComeFirstThenKeysOfWhatIsKnown() {
        let long = ["--project", "--times", "--dry-run", "--out", "-x"]
        #expect(words([], "-") == long)
        #expect(words([], "") == long + ["checkout"])
        #expect(words(["--dry-run"], "c") == long + ["checkout"])
        #expect(words(["--"], "") == ["checkout"])
    }

    @Test func behindAnOptionStandsItsValue() {
        #expect(words(["--project"], "") == [])
        #expect(usage.arguments(after: ["-o"], "") { _ in [] } == ScriptArguments(takesFile: true))
        #expect(usage.arguments(after: ["--project"], "") { _ in [] } == ScriptArguments())
    }

    @Test func aHeaderWithoutAnyOfItOffersNothing() {
        for text in ["", "prose only", "Usage: x"] {
            #expect(ScriptUsage(text).arguments(after: [], "") { _ in [] } == ScriptArguments(), "\(text)")
        }
    }
}
