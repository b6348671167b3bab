import APIClient
import HTTPWire
import ManagementAPI
import Printing
import Repl
import Terminal
import Testing

@testable import ShellCommand

/// Sources of settings in which nothing is said, for tests to add to.
struct SourcesBuilder {
    var options = GivenOptions()
    var environment: [String: String] = [:]
    var keys: [String: KeyState] = ["AMPSH_API_KEY": .absent]
    var profiles: ProfileFile?
    var home: String? = "/h"
    var outputIsTerminal = true

    var sources: SettingSources {
        SettingSources(
            options: options, environment: environment, keys: keys, profiles: profiles,
            paths: StandardPaths(environment: home.map { ["HOME": $0] } ?? [:]), outputIsTerminal: outputIsTerminal)
    }

    init(_ change: (inout SourcesBuilder) -> Void = { _ in }) { change(&self) }
}

@Suite struct SettingsTests {
    private func settings(_ change: (inout SourcesBuilder) -> Void = { _ in }) throws -> Settings {
        try Settings(SourcesBuilder(change).sources)
    }

    @Test func nothingSaidIsTheSandboxWithTheStandardValues() throws {
        let settings = try settings()
        #expect(settings.target == .sandbox(path: "/h/.local/share/ampsh/sandbox.sqlite", generation: .beta))
        #expect(settings.output == .table)
        #expect(!settings.outputIsExplicit)
        #expect(settings.colour == .auto)
        #expect(settings.timeout == .seconds(30))
        #expect(settings.requestsPerSecond(to: settings.target) == nil)
        #expect(settings.memoryLimit == nil && settings.timeLimit == nil && settings.caFile == nil)
        #expect(!settings.isReadOnly && !settings.answersYes && !settings.isQuiet && settings.runsRC)
        #expect(settings.logLevel == nil && settings.pager == nil)
        #expect(settings.historyFile == "/h/.local/state/ampsh/history")
        #expect(settings.warnings.isEmpty)
    }

    // MARK: output and colour

    @Test func theFormatIsTableOnATerminalAndJSONElsewhere() throws {
        #expect(try settings { $0.outputIsTerminal = false }.output == .json)
        let asked = try settings { $0.environment["AMPSH_OUTPUT"] = "csv" }
        #expect(asked.output == .csv && asked.outputIsExplicit)
        let option = try settings {
            $0.environment["AMPSH_OUTPUT"] = "csv"
            $0.options[.output] = "lua"
        }
        #expect(option.output == .lua)
    }

    @Test func whatIsNoFormatIsRefusedWithTheNearest() {
        let all = ["table", "json", "jsonl", "csv", "lua"]
        #expect(
            throws: SettingsError.badChoice(.option("--output"), value: "jsn", choices: all, nearest: "json")
        ) { try settings { $0.options[.output] = "jsn" } }
        #expect(
            throws: SettingsError.badChoice(.variable("AMPSH_OUTPUT"), value: "xml", choices: all, nearest: nil)
        ) { try settings { $0.environment["AMPSH_OUTPUT"] = "xml" } }
    }

    @Test func aValueThatIsOverriddenIsNotLookedAt() throws {
        let settings = try settings {
            $0.environment.merge(
                ["AMPSH_OUTPUT": "?", "AMPSH_RPS": "?", "AMPSH_TIMEOUT": "?", "AMPSH_READ_ONLY": "?", "AMPSH_YES": "?"]
            ) { $1 }
            $0.options[.output] = "json"
            $0.options[.rate] = "1"
            $0.options[.timeout] = "1"
            $0.options.insert(.readOnly)
            $0.options.insert(.yes)
        }
        #expect(settings.isReadOnly && settings.answersYes)
    }

    @Test func theColourChoiceIsTheFlags() throws {
        #expect(try settings { $0.options[.color] = "always" }.colour == .always)
        #expect(try settings { $0.options[.color] = "never" }.colour == .never)
    }

    @Test func whatIsNoColourChoiceIsRefused() {
        #expect(throws: SettingsError.self) { try settings { $0.options[.color] = "sometimes" } }
    }

    // MARK: numbers

    @Test(arguments: ["0", "-1", "x", "", " 1", "1e3", "inf", "nan", "0x10", "1.2.3", ".", "100001", "٣"])
    func whatIsNoRateIsRefused(_ text: String) {
        #expect(
            throws: SettingsError.badNumber(
                .option("--rps"), value: text, expected: "a number from 0.001 to 100000")
        ) { try settings { $0.options[.rate] = text } }
    }

    @Test func aBadNumberNamesItsVariable() {
        #expect(
            throws: SettingsError.badNumber(
                .variable("AMPSH_TIMEOUT"), value: "soon", expected: "a number of seconds from 0.001 to 86400")
        ) { try settings { $0.environment["AMPSH_TIMEOUT"] = "soon" } }
    }

    @Test func numbersAreRead() throws {
        let settings = try settings {
            $0.options[.rate] = "2.5"
            $0.environment["AMPSH_TIMEOUT"] = "0.25"
            $0.options[.timeLimit] = "60"
        }
        #expect(settings.requestsPerSecond(to: settings.target) == 2.5)
        #expect(settings.timeout == .milliseconds(250))
        #expect(settings.timeLimit == .seconds(60))
    }

    @Test(arguments: [("1", 1), ("64K", 65_536), ("64k", 65_536), ("2M", 2 << 20), ("3G", 3 << 30)])
    func bytesAreRead(_ text: String, _ bytes: Int) throws {
        #expect(try settings { $0.options[.memoryLimit] = text }.memoryLimit == bytes)
    }

    @Test(arguments: ["0", "0K", "K", "", "1T", "1KB", "-1", "1.5M", "+1", "99999999999999G", "99999999999999999999"])
    func whatIsNoNumberOfBytesIsRefused(_ text: String) {
        #expect(throws: SettingsError.self) { try settings { $0.options[.memoryLimit] = text } }
    }

    // MARK: truth and words

    @Test(arguments: [
        ("1", true), ("true", true), ("yes", true), ("YES", true), ("0", false), ("false", false), ("no", false),
        ("", false),
    ])
    func truthIsRead(_ text: String, _ truth: Bool) throws {
        let settings = try settings {
            $0.environment["AMPSH_READ_ONLY"] = text
            $0.environment["AMPSH_YES"] = text
        }
        #expect(settings.isReadOnly == truth)
        #expect(settings.answersYes == truth)
    }

    @Test(arguments: ["maybe", "2", "on", " true", "y"], ["AMPSH_READ_ONLY", "AMPSH_YES"])
    func whatIsNeitherTrueNorFalseIsRefused(_ text: String, _ variable: String) {
        #expect(throws: SettingsError.badTruth(.variable(variable), value: text)) {
            try settings { $0.environment[variable] = text }
        }
    }

    @Test func levelsOfTheLogAreRead() throws {
        #expect(try settings { $0.environment["AMPSH_LOG"] = "trace" }.logLevel == .trace)
        #expect(try settings { $0.environment["AMPSH_LOG"] = "" }.logLevel == nil)
        #expect(throws: SettingsError.self) { try settings { $0.environment["AMPSH_LOG"] = "loud" } }
    }

    // MARK: files, pager, proxies

    @Test func anEmptyHistoryVariableIsNoHistory() throws {
        #expect(try settings { $0.environment["AMPSH_HISTORY"] = "" }.historyFile == nil)
        #expect(try settings { $0.environment["AMPSH_HISTORY"] = "/x" }.historyFile == "/x")
        #expect(try settings { $0.environment["AMPSH_PAGER"] = "less" }.pager == "less")
        #expect(try settings { $0.environment["AMPSH_PAGER"] = "" }.pager == nil)
    }

    @Test func theExtraRootIsTheFlagThenTheVariable() throws {
        #expect(try settings { $0.environment["SSL_CERT_FILE"] = "/a" }.caFile == "/a")
        let both = try settings {
            $0.environment["SSL_CERT_FILE"] = "/a"
            $0.options[.caFile] = "/b"
        }
        #expect(both.caFile == "/b")
    }

    @Test func ofTwoSpellingsOfAProxyTheLowerCaseOneWins() throws {
        let proxies = try settings {
            $0.environment["HTTPS_PROXY"] = "http://up"
            $0.environment["https_proxy"] = "http://low"
            $0.environment["HTTP_PROXY"] = "http://plain"
            $0.environment["NO_PROXY"] = "x"
            $0.environment["no_proxy"] = ""
        }.proxies
        #expect(proxies.https == "http://low")
        #expect(proxies.http == "http://plain")
        #expect(proxies.exceptions == "x")
    }

    @Test func withoutAHomeOnlyWhatNeedsItIsOff() throws {
        #expect(throws: SettingsError.noHome) { try self.settings { $0.home = nil } }
        let settings = try settings {
            $0.home = nil
            $0.options[.sandboxPath] = ":memory:"
        }
        #expect(settings.target == .sandbox(path: ":memory:", generation: .beta))
        #expect(settings.historyFile == nil)
    }

    // MARK: rate

    @Test func theRateFollowsTheTarget() throws {
        let file = try ProfileFile(
            parsing: Array("[a]\nkey_env='A'\nrps=5\n[b]\nkey_env='A'\n[c]\nkey_env='A'\nurl='http://[::1]:80'".utf8))
        func rate(_ profile: String, _ option: String? = nil) throws -> Double? {
            let settings = try self.settings {
                $0.options[.profile] = profile
                $0.options[.rate] = option
                $0.profiles = file
                $0.keys["A"] = .present
            }
            return settings.requestsPerSecond(to: settings.target)
        }
        #expect(try rate("a") == 5)
        #expect(try rate("b") == 80)
        #expect(try rate("c") == nil)
        #expect(try rate("a", "7") == 7)
        #expect(try rate("c", "7") == 7)
    }
}
