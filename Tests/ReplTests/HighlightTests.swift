import TestSupport
import Testing

/// What is typed is coloured, on a pseudo terminal, in every state that the editor draws.
@Suite(.serialized)
struct HighlightTests: PromptDriving {
    let highlights = true
    private let keyword = "35"
    private let string = "32"
    private let known = "36"
    private let unknown = "2;31"
    private let marked = "1;4"

    @Test func piecesHaveTheirColours() throws {
        let session = try start()
        session.type("for _ in print('a日', nosuch")
        try session.expectScreen("colours") { screen in
            screen.text(styled: keyword) == "forin" && screen.text(styled: known) == "print"
                && screen.text(styled: unknown) == "nosuch" && screen.text(styled: string).contains("'a日'")
        }
        session.type(")")
        try session.expectScreen("the brackets") { $0.text(styled: marked) == "()" }
        session.type("\u{15}")
        try session.expectScreen("nothing") { $0.text(styled: keyword) == "" && $0.text(styled: marked) == "" }
        #expect(session.screen.unknown == [])
        try leave(session)
    }

    @Test func aLineThatIsDoneKeepsItsColoursWithoutTheMark() throws {
        let session = try start()
        session.type("print('done')")
        try session.expectScreen("the mark") { $0.text(styled: marked) == "()" }
        session.type("\r")
        try session.expectScreen("its output") {
            $0.text.hasSuffix("\ndone\ntest>") && $0.text(styled: marked) == "" && $0.text(styled: known) == "print"
        }
        try leave(session)
    }

    @Test func aSearchASuggestionAndAPasteAreColoured() throws {
        let session = try start()
        try session.roundtrip("print('alpha')", "\u{1B}[?2004lalpha\r\n")
        try session.expect("test>")
        session.type("pri")
        try session.expectScreen("the beginning, and the rest dimmed") { $0.dimmedText == "nt('alpha')" }
        session.type("\u{12}alp")
        try session.expectScreen("a match") {
            $0.text.hasSuffix("(search)`alp': print('alpha')") && $0.text(styled: marked) == "alp"
        }
        session.type("\u{7}\u{15}\u{1B}[200~if true\nthen\u{1B}[201~")
        try session.expectScreen("a paste") {
            $0.text.hasSuffix("test> if true\n>> then") && $0.text(styled: keyword).hasSuffix("iftruethen")
        }
        session.type("\u{3}")
        try leave(session)
    }

    @Test(arguments: [(40, 12), (20, 8)])
    func aTextTallerThanTheScreenIsColoured(_ columns: Int, _ rows: Int) throws {
        let session = try start(columns: columns, rows: rows)
        session.type("\u{1B}[200~x = [[\n" + (1...30).map { "t \($0)" }.joined(separator: "\n") + "\u{1B}[201~")
        // The string began far above what is shown.
        try session.expectScreen("a string") { screen in
            screen.rows.last == ">> t 30" && screen.text(styled: string).hasSuffix("t 29t 30")
        }
        session.type("\u{3}")
        try leave(session)
    }

    @Test(arguments: [
        (["NO_COLOR": "1"], ""), (["TERM": "dumb"], ""), ([:], ".set highlight off\r"), ([:], ".set plain on\r"),
    ])
    func whereNobodyWantsColourThereIsNone(_ variables: [String: String], _ before: String) throws {
        let session = try start([], variables)
        session.type(before)
        session.type("print('a')")
        try session.expectLastRow("test> print('a')")
        session.type("\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("\na\ntest>") }
        #expect(session.screen.text(styled: string).contains("'a'") == false)
        #expect(!session.screen.text(styled: known).contains("print"))
        #expect(session.screen.text(styled: marked) == "")
        try leave(session)
    }
}
