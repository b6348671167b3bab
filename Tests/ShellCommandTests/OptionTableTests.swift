import Terminal
import Testing

@testable import ShellCommand

@Suite struct OptionTableTests {
    @Test(arguments: OptionID.allCases)
    func everyOptionHasOneRow(_ id: OptionID) {
        #expect(OptionTable.all.entries.filter { $0.id == id }.count == 1)
        #expect(OptionTable.all[id]?.id == id)
    }

    @Test func noSpellingOrVariableIsThereTwice() {
        let spellings = OptionTable.all.entries.flatMap(\.spellings)
        #expect(Set(spellings).count == spellings.count)
        let variables = OptionTable.all.variables
        #expect(Set(variables).count == variables.count)
    }

    @Test func everyRowIsAnOptionOrAVariable() {
        for entry in OptionTable.all.entries {
            #expect(!entry.spellings.isEmpty || !entry.variables.isEmpty)
            #expect(!entry.meaning.isEmpty)
        }
    }

    /// The contract, written down by hand: DESIGN section 1.
    @Test func theTableIsTheContract() {
        let contract = [
            "-e", "-l", "-i", "-v", "--url", "--api", "--region", "--profile", "--sandbox", "--sandbox-path",
            "--faults", "--output",
            "--color", "--rps", "--timeout", "--memory-limit", "--time-limit", "--ca-file", "--read-only",
            "--restricted", "--allow-writes", "--max-changes", "--note", "--no-ledger", "--yes", "AMPSH_MAX_CHANGES",
            "AMPSH_NOTE",
            "AMPSH_LEDGER", "-q", "--norc", "--version", "-h", "AMPSH_URL", "AMPSH_API_KEY",
            "AMPSH_PROFILE", "AMPSH_API", "AMPSH_REGION",
            "AMPSH_SANDBOX", "AMPSH_OUTPUT", "NO_COLOR", "CLICOLOR_FORCE", "AMPSH_RPS", "AMPSH_TIMEOUT",
            "SSL_CERT_FILE", "AMPSH_READ_ONLY", "AMPSH_YES", "AMPSH_LOG", "AMPSH_HISTORY", "AMPSH_PAGER",
            "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
        ]
        let known = OptionTable.all.entries.flatMap(\.spellings) + OptionTable.all.variables
        #expect(Set(contract).subtracting(known).isEmpty)
        #expect(Set(known).subtracting(contract) == ["--help", "--quiet"])
    }

    @Test(arguments: OptionTable.all.entries.filter { !$0.spellings.isEmpty })
    func eachOptionOfTheTableIsTakenFromTheCommandLine(_ entry: OptionEntry) throws {
        guard !GivenOptions.readElsewhere.contains(entry.id) else { return }
        for spelling in entry.spellings {
            let option = WrittenOption(
                id: entry.id, spelling: spelling, value: entry.takesValue ? "-v=alue" : nil, place: nil)
            let given = try GivenOptions(
                SplitCommandLine(options: [option], program: .none, programIndex: nil, arguments: []))
            #expect(given != GivenOptions())
            if entry.takesValue {
                #expect(given[entry.id] == "-v=alue")
            }
        }
    }
}

@Suite struct OptionStandardTests {
    @Test func whatTheTableSaysHoldsWithoutAnOptionHolds() throws {
        let settings = try Settings(SourcesBuilder().sources)
        #expect(settings.timeout == .seconds(30))
        #expect(settings.colour == .auto)
        #expect(OptionTable.all[.timeout]?.standard == .value("30"))
        #expect(OptionTable.all[.color]?.standard == .value("auto"))
    }
}
