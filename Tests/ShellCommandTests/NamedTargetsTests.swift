import APIClient
import ManagementAPI
import Repl
import Testing

@testable import ShellCommand

@Suite struct NamedTargetsTests {
    private static let paths = StandardPaths(environment: ["HOME": "/home/me"])

    private func targets(
        _ config: String?, _ keys: [String: KeyState] = [:], environment: [String: String] = [:]
    ) throws -> NamedTargets {
        let sources = SettingSources(
            options: GivenOptions(), environment: environment, keys: keys,
            profiles: try config.map { try ProfileFile(parsing: Array($0.utf8)) }, paths: Self.paths,
            outputIsTerminal: true)
        return NamedTargets(sources: sources, first: try TargetResolution(sources: sources).target())
    }

    @Test func theTargetsAreTheProfilesAndTheSandbox() throws {
        let targets = try targets(
            "[prod]\nurl = \"https://api.example.com\"\nkey_env = \"K\"\n[a]\nkey_env = \"K\"\n", ["K": .present])
        let rows = targets.rows(present: try targets.target(named: "prod"))
        #expect(rows.map(\.name) == ["a", "prod", "sandbox"])
        #expect(rows.map(\.isPresent) == [false, true, false])
        #expect(rows[1].place == "https://api.example.com")
        #expect(
            try targets.target(named: "sandbox")
                == .sandbox(path: "/home/me/.local/share/ampsh/sandbox.sqlite", generation: .beta))
    }

    @Test func whereTheSessionBeganIsOneOfThem() throws {
        let targets = try targets(
            nil, ["AMPSH_API_KEY": .present], environment: ["AMPSH_URL": "https://eu.example.com"])
        #expect(targets.rows(present: targets.first).map(\.name) == ["eu.example.com", "sandbox"])
        #expect(try targets.target(named: "eu.example.com") == targets.first)
    }

    @Test func aNameOrKeyThatIsMissingIsSaid() throws {
        let targets = try targets("[prod]\nkey_env = \"K\"\n", ["K": .absent])
        #expect(throws: SettingsError.self) { try targets.target(named: "prod") }
        #expect(throws: SettingsError.self) { try targets.target(named: "prdo") }
        #expect(throws: SettingsError.self) { try self.targets(nil).target(named: "prod") }
    }
}
