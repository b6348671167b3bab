import TestSupport
import Testing

/// The candidates below the line, on a pseudo terminal.
@Suite(.serialized)
struct MenuTests: PromptDriving {
    let highlights = true
    private let down = "\u{1B}[B"
    private let marked = "7"

    @Test func theMenuOpensMovesTakesAndIsGone() throws {
        let session = try start()
        session.type("string.re\t")
        try session.expectScreen("a menu below") {
            $0.text.hasSuffix("test> string.re\nrep      reverse") && $0.column == 15
        }
        session.type("\t")
        try session.expectScreen("the first marked") { $0.text(styled: marked).hasPrefix("rep") }
        session.type("\u{1B}[C")
        try session.expectScreen("the other") { $0.text(styled: marked) == "reverse" }
        session.type("\u{1B}[Z")
        try session.expectScreen("back") { $0.text(styled: marked).hasPrefix("rep ") }
        session.type("\t\r")
        try session.expectScreen("taken, and the menu gone") {
            $0.text.hasSuffix("test> string.reverse") && $0.column == 20
        }
        session.type("('ab')\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("\nba\ntest>") }
        #expect(session.screen.unknown == [])
        try leave(session)
    }

    @Test func typingNarrowsItAndEscapeLeavesIt() throws {
        let session = try start()
        session.type("table.\t")
        try session.expectScreen("a menu") { $0.text.contains("concat") && $0.text.contains("unpack") }
        session.type("un")
        try session.expectScreen("what fits") { !$0.text.contains("concat") && $0.text.contains("\nunpack") }
        session.type("\t")
        try session.expectScreen("the only one taken") { $0.text.hasSuffix("test> table.unpack") }
        session.type("\u{17}\t")
        try session.expectScreen("all again") { $0.text.contains("concat") && $0.text.contains("unpack") }
        session.type("\u{1B}")
        try session.expectScreen("nothing below") { $0.text.hasSuffix("test> table.") }
        session.type("\t")
        try session.expectScreen("a menu") { $0.text.contains("concat") }
        session.type(" ")
        try session.expectScreen("another place") { $0.text.hasSuffix("test> table.") }
        session.type("\u{3}")
        try leave(session)
    }

    @Test func enterRunsTheLineWhereNothingIsMarked() throws {
        let session = try start()
        session.type("tab\u{8}\u{8}\u{8}'x'")
        session.type("\u{15}ipairs = nil\r")
        try session.expectScreen("done") { $0.text.hasSuffix("test>") }
        session.type("pairs\t")
        try session.expectLastRow("test> pairs")
        session.type("\u{15}#string.re\t")
        try session.expectScreen("a menu") { $0.text.hasSuffix("test> #string.re\nrep      reverse") }
        session.type("\r")
        try session.expectScreen("an error and a prompt") {
            $0.text.hasSuffix("\ntest>") && !$0.text.contains("reverse")
        }
        try leave(session)
    }

    @Test(arguments: [(40, 12), (20, 8), (120, 40)])
    func aMenuFitsTheScreen(_ columns: Int, _ rows: Int) throws {
        let session = try start(columns: columns, rows: rows)
        session.type("string.\t\t")
        try session.expectScreen("a menu, the line above it") { screen in
            screen.rows[screen.row].hasPrefix("test>") && screen.text(styled: marked).trimmingPrefix(" ") != ""
        }
        for _ in 1...30 { session.type(down) }
        try session.expectScreen("still") { $0.rows[$0.row].hasPrefix("test>") && !$0.text(styled: marked).isEmpty }
        session.type("\u{1B}")
        try session.expectScreen("the line alone") { screen in
            screen.rows[screen.row] == "test> string." && screen.rows[(screen.row + 1)...].allSatisfy(\.isEmpty)
        }
        session.type("\u{3}")
        try leave(session)
    }

    @Test func withoutColourAMarkShowsWhatIsChosen() throws {
        let session = try start([], ["NO_COLOR": "1"])
        session.type("string.re\t\t")
        try session.expectScreen("a mark") { $0.text.hasSuffix("test> string.re\n> rep        reverse") }
        session.type("\r")
        try session.expectLastRow("test> string.rep")
        session.type("\u{3}")
        try leave(session)
    }

    @Test func aPlainPromptListsAtTheSecondTab() throws {
        let session = try start()
        session.type(".set plain on\r")
        try session.expect("test>")
        session.type("string.re\t\t")
        try session.expectScreen("a list above") { $0.text.hasSuffix("rep\nreverse\ntest> string.re") }
        session.type("\u{3}")
        try leave(session)
    }
}
