import Testing

@testable import ShellCommand

@Suite struct HelpPageTests {
    @Test func noLineIsWiderThanAnOldTerminal() {
        for line in HelpPage().text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test(arguments: OptionTable.all.entries)
    func thePageTellsWhatThisVersionHas(_ entry: OptionEntry) {
        let text = HelpPage().text
        for name in entry.spellings + entry.variables where !entry.isLater {
            #expect(text.contains(name), "\(name)")
        }
        if entry.isLater { #expect(!text.contains(entry.synopsis)) }
    }

    @Test func theVersionNamesBoth() {
        #expect(Version.line(lua: "Lua 5.4.4") == "ampsh 0.1.0 (Lua 5.4.4)")
    }
}
