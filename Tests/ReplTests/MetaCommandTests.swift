import Testing

@testable import Repl

struct MetaCommandTests {
    @Test func namesAreUniqueAndEachSaysWhatItDoes() {
        let commands = CommandTable.standard.rows
        let names = commands.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(commands.allSatisfy { !$0.summary.isEmpty && ReplSession<Int>.metaCommand("." + $0.name) != nil })
    }
}
