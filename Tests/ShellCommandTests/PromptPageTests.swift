import Repl
import Terminal
import TestSupport
import Testing

@testable import ShellCommand

@Suite struct PromptPageTests {
    @Test func docsPromptIsTheGeneratedPage() throws {
        #expect(
            try GeneratedPage("docs/PROMPT.md").isFresh(PromptPage().markdown), "docs/PROMPT.md is stale; make docs")
    }

    @Test func everyKeyCommandFunctionAndOptionIsOnThePage() {
        let page = PromptPage().markdown
        for command in CommandTable.standard.rows {
            #expect(page.contains("`.\(command.name)"), "\(command.name)")
            #expect(page.contains("`\(command.twin.signature)`"), "\(command.name)")
        }
        for option in PromptOption.all { #expect(page.contains("| `\(option.name)` |"), "\(option.name)") }
        for key in KeyBinding.all {
            #expect(page.contains("| `\(key.name)` |"), "\(key.name)")
            #expect(KeyBinding.shown.contains { $0.name == key.name && page.contains($0.help) }, "\(key.help)")
        }
    }

    @Test func everyRowHasTheCellsOfItsTable() {
        var width = 0
        for line in PromptPage().markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                width = 0
                continue
            }
            var cells = 0
            var previous: Character = " "
            for character in line {
                if character == "|", previous != "\\" { cells += 1 }
                previous = character
            }
            if width == 0 { width = cells }
            #expect(cells == width, "\(line)")
        }
    }
}
