import APIClient
import ManagementAPI
import Testing

@testable import ShellCommand

/// Which generation is spoken, and at which host: option, variable, profile, URL, in this order.
struct GenerationChoiceTests {
    static let file = """
        [old]
        url = "https://old.example"
        key_env = "KEY"
        [new]
        api = "v1"
        key_env = "KEY"
        [europe]
        api = "v1"
        region = "eu"
        key_env = "KEY"
        [slashed]
        url = "https://proxy.example/amplitude/api/1"
        key_env = "KEY"
        [denied]
        url = "https://proxy.example/api/1"
        api = "beta"
        key_env = "KEY"
        """

    private static func sources(_ change: (inout SourcesBuilder) -> Void) throws -> SettingSources {
        let file = try ProfileFile(parsing: Array(Self.file.utf8))
        return SourcesBuilder {
            $0.profiles = file
            $0.keys["KEY"] = .present
            change(&$0)
        }.sources
    }

    private static func words(_ target: Target) -> String {
        switch target {
        case .sandbox(_, let generation): "sandbox \(generation.rawValue)"
        case .live(let live): "\(live.url.text) \(live.generation.rawValue)"
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var options: [OptionID: String] = [:]
        var environment: [String: String] = [:]
        let target: String

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "nothing is said", target: "sandbox beta"),
        Row(name: "the option", options: [.generation: "v1"], target: "sandbox v1"),
        Row(name: "the variable", environment: ["AMPSH_API": "v1"], target: "sandbox v1"),
        Row(
            name: "the option beats the variable", options: [.generation: "beta"], environment: ["AMPSH_API": "v1"],
            target: "sandbox beta"),
        Row(name: "a profile", options: [.profile: "new"], target: "https://experiment.amplitude.com v1"),
        Row(
            name: "a profile's region", options: [.profile: "europe"],
            target: "https://experiment.eu.amplitude.com v1"),
        Row(
            name: "the option beats the profile", options: [.profile: "new", .generation: "beta"],
            target: "https://management-api.experiment.amplitude.com beta"),
        Row(
            name: "the region beats the profile's", options: [.profile: "europe", .region: "us"],
            target: "https://experiment.amplitude.com v1"),
        Row(
            name: "the variable beats the profile", options: [.profile: "old"], environment: ["AMPSH_API": "v1"],
            target: "https://old.example v1"),
        Row(
            name: "a URL that ends in the base path", options: [.profile: "slashed"],
            target: "https://proxy.example/amplitude v1"),
        Row(
            name: "a profile beats its URL", options: [.profile: "denied"], target: "https://proxy.example/api/1 beta"),
        Row(
            name: "the option and a URL with the base path", options: [.profile: "denied", .generation: "v1"],
            target: "https://proxy.example v1"),
        Row(
            name: "a key alone", environment: ["AMPSH_REGION": "eu", "KEYED": "1"],
            target: "https://management-api.experiment.eu.amplitude.com beta"),
        Row(
            name: "a key alone, v1", options: [.generation: "v1"], environment: ["KEYED": "1"],
            target: "https://experiment.amplitude.com v1"),
        Row(
            name: "a URL without the base path", options: [.url: "https://x.example", .generation: "v1"],
            environment: ["KEYED": "1"], target: "https://x.example v1"),
        Row(
            name: "a URL with a slash after the base path", options: [.url: "https://x.example/api/1/"],
            environment: ["KEYED": "1"], target: "https://x.example v1"),
    ]

    @Test(arguments: rows)
    func theStrongestSaysWhich(_ row: Row) throws {
        let sources = try Self.sources {
            for (id, value) in row.options { $0.options[id] = value }
            $0.environment = row.environment
            if row.environment["KEYED"] != nil { $0.keys["AMPSH_API_KEY"] = .present }
        }
        #expect(Self.words(try TargetResolution(sources: sources).target()) == row.target)
    }

    @Test func aWrongGenerationOrRegionIsNamed() throws {
        #expect(
            throws: SettingsError.badChoice(
                .option("--api"), value: "v2", choices: ["beta", "v1"], nearest: "v1")
        ) { try TargetResolution(sources: Self.sources { $0.options[.generation] = "v2" }).target() }
        #expect(
            throws: SettingsError.badChoice(
                .variable("AMPSH_REGION"), value: "uk", choices: ["us", "eu"], nearest: "us")
        ) {
            try TargetResolution(
                sources: Self.sources {
                    $0.environment["AMPSH_REGION"] = "uk"
                    $0.keys["AMPSH_API_KEY"] = .present
                }
            ).target()
        }
    }

    @Test func aTargetOfConnectSaysItsOwn() throws {
        let sources = try Self.sources {
            $0.options[.generation] = "v1"
            $0.options[.region] = "eu"
        }
        let resolution = TargetResolution(sources: sources, isMain: false)
        let old = try resolution.profile(named: "old", origin: .call("connect"))
        #expect(old.generation == .beta)
        let new = try resolution.profile(named: "new", origin: .call("connect"))
        #expect(new.url.text == "https://experiment.amplitude.com" && new.generation == .v1)
        #expect(Self.words(.live(old.speaking(.v1))) == "https://old.example v1")
    }

    @Test func onlyTheOldHostsHaveAHint() throws {
        func hint(_ change: (inout SourcesBuilder) -> Void) throws -> String? {
            guard case .live(let live) = try TargetResolution(sources: Self.sources(change)).target() else {
                return nil
            }
            return live.hint
        }
        #expect(try hint { $0.keys["AMPSH_API_KEY"] = .present } == "the API of today is --api v1")
        #expect(
            try hint {
                $0.keys["AMPSH_API_KEY"] = .present
                $0.options[.generation] = "v1"
            } == nil)
        #expect(try hint { $0.options[.profile] = "old" } == nil)
    }
}
