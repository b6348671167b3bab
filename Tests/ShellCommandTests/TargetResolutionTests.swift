import APIClient
import ManagementAPI
import Testing

@testable import ShellCommand

@Suite struct TargetResolutionTests {
    static let file = """
        [prod]
        url = "https://prod.example"
        key_env = "PROD_KEY"
        protected = true
        color = "red"
        [filed]
        key_file = "~/key"
        [keyless]
        [commanded]
        key_command = "pass show amplitude"
        [plain]
        url = "http://prod.example"
        key_env = "PROD_KEY"
        [unset]
        key_env = "NO_SUCH_KEY"
        """

    private func target(_ change: (inout SourcesBuilder) -> Void) throws -> Target {
        let file = try ProfileFile(parsing: Array(Self.file.utf8))
        let builder = SourcesBuilder {
            $0.profiles = file
            $0.keys["PROD_KEY"] = .present
            change(&$0)
        }
        return try TargetResolution(sources: builder.sources).target()
    }

    private func live(_ change: (inout SourcesBuilder) -> Void) throws -> LiveTarget? {
        guard case .live(let live) = try target(change) else { return nil }
        return live
    }

    private static let sandbox = Target.sandbox(path: "/h/.local/share/ampsh/sandbox.sqlite", generation: .beta)

    @Test func aKeyAloneMeansTheLiveAPI() throws {
        let live = try live { $0.keys["AMPSH_API_KEY"] = .present }
        #expect(live?.url.text == "https://management-api.experiment.amplitude.com")
        #expect(live?.key == .variable("AMPSH_API_KEY"))
        #expect(live?.profile == nil)
        #expect(live.map(Target.live)?.label == "management-api.experiment.amplitude.com")
    }

    @Test func aKeyAndAURLMeanThatURL() throws {
        let byOption = try live {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.options[.url] = "http://127.0.0.1:8080"
            $0.environment["AMPSH_URL"] = "https://other"
        }
        #expect(byOption?.url.text == "http://127.0.0.1:8080")
        #expect(byOption?.url.isLoopback == true)
        let byVariable = try live {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.environment["AMPSH_URL"] = "https://other/prefix"
        }
        #expect(byVariable?.url.host == "other")
    }

    @Test func aURLWithoutAKeyIsRefusedByName() {
        #expect(throws: SettingsError.urlWithoutKey(.option("--url"))) { try target { $0.options[.url] = "https://x" } }
        #expect(throws: SettingsError.urlWithoutKey(.variable("AMPSH_URL"))) {
            try target { $0.environment["AMPSH_URL"] = "https://x" }
        }
        #expect(throws: SettingsError.urlWithoutKey(.option("--url"))) {
            try target {
                $0.options[.url] = "https://x"
                $0.keys["AMPSH_API_KEY"] = .empty
            }
        }
    }

    @Test func plainHTTPIsForLoopbackOnly() {
        #expect(throws: SettingsError.badURL(.option("--url"), .plainHTTP(host: "x"))) {
            try target {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.options[.url] = "http://x"
            }
        }
        #expect(throws: SettingsError.badURL(.profile("plain", field: "url"), .plainHTTP(host: "prod.example"))) {
            try target { $0.options[.profile] = "plain" }
        }
    }

    @Test(arguments: ["x", "ftp://x", "https://", "https://user:pw@x", ""])
    func whatIsNoURLIsRefused(_ url: String) {
        #expect(throws: SettingsError.self) {
            try target {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.options[.url] = url
            }
        }
    }

    @Test func theSandboxIsUsedEvenWhereAKeyIsSet() throws {
        let byFlag = try target {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.environment = ["AMPSH_URL": "https://x", "AMPSH_PROFILE": "prod"]
            $0.options.insert(.sandbox)
        }
        #expect(byFlag == Self.sandbox)
        let byVariable = try target {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.environment["AMPSH_SANDBOX"] = "box"
        }
        #expect(byVariable == .sandbox(path: "box", generation: .beta))
    }

    @Test func thePathOfTheSandboxIsTheOptionThenTheVariable() throws {
        let both = try target {
            $0.options.insert(.sandbox)
            $0.options[.sandboxPath] = "a"
            $0.environment["AMPSH_SANDBOX"] = "b"
        }
        #expect(both == .sandbox(path: "a", generation: .beta))
        let flag = try target {
            $0.options.insert(.sandbox)
            $0.environment["AMPSH_SANDBOX"] = "b"
        }
        #expect(flag == .sandbox(path: "b", generation: .beta))
        #expect(try target { $0.environment["AMPSH_SANDBOX"] = "" } == Self.sandbox)
    }

    @Test func aProfileUsesOnlyItsOwnURLAndKey() throws {
        for isOption in [true, false] {
            let live = try live {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.environment["AMPSH_URL"] = "https://other"
                if isOption { $0.options[.profile] = "prod" } else { $0.environment["AMPSH_PROFILE"] = "prod" }
            }
            #expect(live?.url.text == "https://prod.example")
            #expect(live?.key == .variable("PROD_KEY"))
            #expect(live?.profile == "prod")
            #expect(live?.isProtected == true)
            #expect(live?.colour == .red)
        }
        #expect(throws: SettingsError.profileKeyMissing(profile: "unset", variable: "NO_SUCH_KEY")) {
            try target {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.options[.profile] = "unset"
            }
        }
    }

    @Test func aProfileWithoutAURLMeansThePublicHost() throws {
        let live = try live { $0.options[.profile] = "filed" }
        #expect(live?.url.text == "https://management-api.experiment.amplitude.com")
        #expect(live?.key == .file("~/key"))
        #expect(live.map(Target.live)?.label == "filed")
    }

    @Test func aProfilesKeyMayComeFromACommand() throws {
        guard case .live(let live) = try target({ $0.options[.profile] = "commanded" }) else {
            Issue.record("a profile is a live target")
            return
        }
        #expect(live.key == .command(.shell("pass show amplitude")))
    }

    @Test func aProfileThatCannotBeUsedIsRefused() {
        #expect(throws: SettingsError.profileWithoutKey(profile: "keyless")) {
            try target {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.options[.profile] = "keyless"
            }
        }
        let known = ["commanded", "filed", "keyless", "plain", "prod", "unset"]
        #expect(
            throws: SettingsError.unknownProfile(
                .option("--profile"), name: "pord", known: known, nearest: "prod")
        ) { try target { $0.options[.profile] = "pord" } }
        #expect(
            throws: SettingsError.noConfigFile(
                .variable("AMPSH_PROFILE"), profile: "prod", path: "/h/.config/ampsh/config.toml")
        ) {
            try target {
                $0.profiles = nil
                $0.environment["AMPSH_PROFILE"] = "prod"
            }
        }
    }

    @Test func twoOptionsThatNameDifferentTargetsAreAMistake() {
        let changes: [(String, String, (inout GivenOptions) -> Void)] = [
            (
                "--sandbox", "--profile",
                {
                    $0.insert(.sandbox); $0[.profile] = "prod"
                }
            ),
            (
                "--sandbox", "--url",
                {
                    $0.insert(.sandbox); $0[.url] = "https://x"
                }
            ),
            (
                "--sandbox-path", "--profile",
                {
                    $0[.sandboxPath] = "a"; $0[.profile] = "prod"
                }
            ),
            (
                "--sandbox-path", "--url",
                {
                    $0[.sandboxPath] = "a"; $0[.url] = "https://x"
                }
            ),
            (
                "--profile", "--url",
                {
                    $0[.profile] = "prod"; $0[.url] = "https://x"
                }
            ),
        ]
        for (first, second, change) in changes {
            #expect(throws: SettingsError.differentTargets(.option(first), .option(second))) {
                try target {
                    $0.keys["AMPSH_API_KEY"] = .present
                    change(&$0.options)
                }
            }
        }
    }

    @Test func twoVariablesThatNameDifferentTargetsAreAMistake() {
        for (variable, value) in [("AMPSH_PROFILE", "prod"), ("AMPSH_URL", "https://x")] {
            #expect(throws: SettingsError.differentTargets(.variable("AMPSH_SANDBOX"), .variable(variable))) {
                try target { $0.environment = ["AMPSH_SANDBOX": "a", variable: value] }
            }
        }
    }

    @Test func optionsBeatTheEnvironment() throws {
        let url = try live {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.environment = ["AMPSH_PROFILE": "prod", "AMPSH_SANDBOX": "a"]
            $0.options[.url] = "https://x"
        }
        #expect(url?.url.text == "https://x")
        let profile = try live {
            $0.environment = ["AMPSH_PROFILE": "keyless", "AMPSH_SANDBOX": "a"]
            $0.options[.profile] = "prod"
        }
        #expect(profile?.profile == "prod")
    }

    @Test func anEmptyKeyIsTheSandboxWithAWarning() throws {
        let empty = try Settings(SourcesBuilder { $0.keys["AMPSH_API_KEY"] = .empty }.sources)
        #expect(empty.target == Self.sandbox)
        #expect(empty.warnings == [.emptyKey])
        let asked = try Settings(
            SourcesBuilder {
                $0.keys["AMPSH_API_KEY"] = .empty
                $0.options.insert(.sandbox)
            }.sources)
        #expect(asked.warnings.isEmpty)
    }
}
