import TestSupport
import Testing

@testable import ShellCommand

@Suite struct CommandPageTests {
    @Test func docsCommandIsTheGeneratedPage() throws {
        #expect(
            try GeneratedPage("docs/COMMAND.md").isFresh(CommandPage().markdown), "docs/COMMAND.md is stale; make docs")
    }

    @Test func everyVariableIsOnThePage() {
        let page = CommandPage().markdown
        for entry in OptionTable.all.entries {
            for name in entry.spellings + entry.variables { #expect(page.contains(name), "\(name)") }
        }
    }
}
