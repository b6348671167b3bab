import Testing

@testable import ShellCommand

@Suite struct SubcommandLineTests {
    private func read(_ subcommand: Subcommand, _ words: String...) throws -> SubcommandLine {
        var options = GivenOptions()
        return try SubcommandLine.read(subcommand, words, options: &options)
    }

    @Test func theActionsOfTheSandboxAreRead() throws {
        #expect(try read(.sandbox, "serve") == .sandbox(.serve(port: 0)))
        #expect(try read(.sandbox, "serve", "--port", "8080") == .sandbox(.serve(port: 8080)))
        #expect(try read(.sandbox, "reset") == .sandbox(.reset))
        #expect(try read(.sandbox, "info") == .sandbox(.info))
        #expect(try read(.doctor) == .doctor)
    }

    @Test func thePathMayStandAfterTheAction() throws {
        var options = GivenOptions()
        _ = try SubcommandLine.read(.sandbox, ["info", "--sandbox-path", "x.sqlite"], options: &options)
        #expect(options[.sandboxPath] == "x.sqlite")
        #expect(options.has(.sandbox), "a key in the environment must not make it live")
        #expect(throws: UsageError.self) {
            try SubcommandLine.read(.sandbox, ["info", "--sandbox-path", "y.sqlite"], options: &options)
        }
    }

    @Test(arguments: [
        ["serv"], ["serve", "--port", "x"], ["serve", "--port", "65536"], ["serve", "--port=-1"],
        ["serve", "--prt", "1"],
        ["info", "extra"], [],
    ])
    func aMistakeIsAUsageError(_ words: [String]) {
        var options = GivenOptions()
        #expect(throws: UsageError.self) { try SubcommandLine.read(.sandbox, words, options: &options) }
    }

    @Test func theParsersWordsComeWithoutItsPrefix() {
        do {
            _ = try read(.sandbox, "serve", "--port", "x")
            Issue.record("no error")
        } catch {
            #expect("\(error)".hasPrefix("The value 'x' is invalid for '--port <port>'"))
        }
    }

    @Test(arguments: [["--help"], ["serve", "--help"], ["help"]])
    func helpIsAPageAndNoMistake(_ words: [String]) throws {
        var options = GivenOptions()
        guard case .page(let text) = try SubcommandLine.read(.sandbox, words, options: &options) else {
            Issue.record("no page")
            return
        }
        #expect(text.contains("USAGE: ampsh sandbox"))
    }

    @Test(arguments: Subcommand.allCases.filter(\.isLater))
    func whatIsKeptForLaterSaysSo(_ subcommand: Subcommand) {
        #expect(throws: UsageError.notInThisVersion(subcommand.rawValue)) { try read(subcommand) }
    }
}
