import Repl
import Testing

@testable import ShellCommand

@Suite struct EnvironmentReportTests {
    private func rows(
        _ change: (inout GivenOptions) -> Void = { _ in }, environment: [String: String] = [:],
        key: String? = nil
    ) throws -> [String: (value: String, origin: String)] {
        var options = GivenOptions()
        change(&options)
        var keyring = Keyring()
        keyring.take(["AMPSH_API_KEY"]) { _ in key.map { Array($0.utf8) } }
        let sources = SettingSources(
            options: options, environment: environment, keys: keyring.states, profiles: nil,
            paths: StandardPaths(environment: ["HOME": "/home/me"]), outputIsTerminal: true)
        let settings = try Settings(sources)
        let report = EnvironmentReport(
            sources: sources, settings: settings, target: settings.target, keyring: keyring)
        return Dictionary(uniqueKeysWithValues: report.rows.map { ($0.name, ($0.value, $0.origin)) })
    }

    @Test func whatHoldsIsShownWithWhoSaidIt() throws {
        let rows = try rows({ $0[.output] = "csv" }, environment: ["AMPSH_OUTPUT": "json", "AMPSH_HISTORY": ""])
        #expect(rows["--output"]?.value == "csv")
        #expect(rows["--output"]?.origin == "--output")
        #expect(rows["AMPSH_HISTORY"]?.value == "none")
        #expect(rows["AMPSH_HISTORY"]?.origin == "AMPSH_HISTORY")
        #expect(rows["--timeout"]?.value == "30")
        #expect(rows["--timeout"]?.origin == "standard")
        #expect(rows["key"] == nil)
    }

    @Test func theKeyIsNeverShown() throws {
        let secret = "ampex_0123456789abcdefgh1234"
        let rows = try rows(environment: ["HTTPS_PROXY": "http://me:secret@proxy:3128"], key: secret)
        #expect(rows["key"]?.value == "ampex_…1234")
        #expect(rows["key"]?.origin == "AMPSH_API_KEY")
        #expect(rows["HTTPS_PROXY"]?.value == "http://…@proxy:3128")
        #expect(!rows.values.contains { $0.value.contains("secret") || $0.value.contains("0123456789") })
    }
}
