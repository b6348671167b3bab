import Testing

@testable import ShellCommand

@Suite struct GivenOptionsTests {
    private func given(_ words: String...) throws -> GivenOptions {
        try GivenOptions(CommandLineSplitter().split(words))
    }

    @Test func nothingGivenIsNothingSaid() throws {
        #expect(try given() == GivenOptions())
        #expect(try given("-e", "x", "-lm", "-i", "-v", "s.lua", "--sandbox") == GivenOptions())
    }

    @Test func optionsArriveAsText() throws {
        var expected = GivenOptions()
        expected[.url] = "https://x"
        expected[.rate] = "-5"
        expected.insert(.quiet)
        expected.insert(.readOnly)
        #expect(try given("--url", "https://x", "--rps=-5", "-q", "--read-only") == expected)
    }

    @Test func theLastOfARepeatedOptionHolds() throws {
        #expect(try given("--rps", "1", "--rps=2")[.rate] == "2")
    }

    @Test func aTargetNamedTwiceDifferentlyIsAMistake() throws {
        #expect(throws: UsageError.differentTargets("--profile a", "--profile b")) {
            try given("--profile", "a", "--profile=b")
        }
        #expect(try given("--profile", "a", "--profile=a")[.profile] == "a")
    }

    @Test(arguments: ["--url=", "--profile=", "--output=", "--sandbox-path="])
    func anEmptyValueIsAMistake(_ word: String) {
        #expect(throws: UsageError.emptyValue(option: String(word.dropLast()))) { try given(word) }
    }
}
