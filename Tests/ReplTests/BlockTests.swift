import TestSupport
import Testing

/// Texts of several lines, on a pseudo terminal: they are one text from the first key to the last.
@Suite(.serialized)
struct BlockTests: PromptDriving {
    let highlights = true
    private let up = "\u{1B}[A"
    private let down = "\u{1B}[B"
    private let home = "\u{1B}[H"
    private let end = "\u{1B}[F"

    /// Types keys one after the other, each when the one before was drawn.
    private func type(_ session: TerminalSession, _ keys: [String], _ shown: String) throws {
        for key in keys { session.type(key) }
        try session.expectScreen(shown.debugDescription) { $0.text.hasSuffix(shown) }
    }

    @Test func aBlockIsWrittenIndentedAndEditedWithinItsLines() throws {
        let session = try start()
        try type(session, ["for i = 1, 2 do"], "test> for i = 1, 2 do")
        session.type("\r")
        try session.expectScreen("an indented line") { $0.text.hasSuffix("do\n>>") && $0.column == 5 }
        session.type("print(i)")
        try session.expectScreen("a line") { $0.text.hasSuffix("\n>>   print(i)") }
        session.type("\r")
        try session.expectScreen("another") { $0.text.hasSuffix("print(i)\n>>") && $0.column == 5 }
        // Into the line above, whose start and end are what Home and End go to.
        session.type(up + home)
        try session.expectScreen("its start") { $0.column == 3 && $0.rows[$0.row] == ">>   print(i)" }
        session.type(end)
        try session.expectScreen("its end") { $0.column == 13 && $0.rows[$0.row] == ">>   print(i)" }
        session.type("\u{17}\u{17}\u{19}x")
        try session.expectScreen("an edited line") { $0.text.contains("\n>>   print(i)x") }
        session.type("\u{8}" + down + "end")
        try session.expectScreen("the last line") { $0.text.hasSuffix("\n>>   end") }
        session.type("\r")
        try session.expectScreen("the end below what it ends") {
            $0.text.hasSuffix("test> for i = 1, 2 do\n>>   print(i)\n>> end\n1\n2\ntest>")
        }
        // It comes back as it was, `>> ` and all.
        try type(session, [up], "test> for i = 1, 2 do\n>>   print(i)\n>> end")
        session.type("\u{10}")
        try session.expectScreen("nothing older") { $0.text.hasSuffix(">> end") }
        session.type("\u{3}")
        try leave(session)
    }

    @Test func whatIsCutIsCutFromItsLine() throws {
        let session = try start()
        session.type("\u{1B}[200~aaa(\nbbb ccc\nddd)\u{1B}[201~")
        try session.expectScreen("a block") { $0.text.hasSuffix("test> aaa(\n>> bbb ccc\n>> ddd)") }
        session.type(up + home + "\u{B}")
        try session.expectScreen("a line cut") { $0.text.hasSuffix("test> aaa(\n>>\n>> ddd)") }
        session.type("\u{B}")
        try session.expectScreen("its newline too") { $0.text.hasSuffix("test> aaa(\n>> ddd)") }
        session.type("\u{19}")
        try session.expectScreen("both back") { $0.text.hasSuffix("test> aaa(\n>> bbb ccc\n>> ddd)") }
        session.type(up + end + "\u{15}")
        try session.expectScreen("the line before cut") {
            $0.text.hasSuffix("test>\n>> bbb ccc\n>> ddd)") || $0.text.hasSuffix("test> aaa(\n>>\n>> ddd)")
        }
        session.type("\u{3}")
        try leave(session)
    }

    @Test func upAtTheEdgeGoesToAnotherEntryAndDownComesBack() throws {
        let session = try start()
        try session.roundtrip("'former'", "\u{1B}[?2004lformer\r\n")
        try session.expect("test>")
        session.type("\u{1B}[200~x = {\n1,\u{1B}[201~")
        try session.expectScreen("a block") { $0.text.hasSuffix("test> x = {\n>> 1,") }
        session.type(up + up)
        try session.expectLastRow("test> 'former'")
        session.type(down)
        try session.expectScreen("the draft") { $0.text.hasSuffix("test> x = {\n>> 1,") }
        session.type("\u{3}")
        try leave(session)
    }

    @Test func aNewLineIsBegunWhereTheTextIsWholeToo() throws {
        let session = try start()
        session.type("x = 1\u{1B}\rx = x + 41")
        try session.expectScreen("two lines") { $0.text.hasSuffix("test> x = 1\n>> x = x + 41") }
        session.type("\r")
        try session.roundtrip("x", "\u{1B}[?2004l42\r\n")
        try leave(session)
    }

    @Test func ctrlDOnTheEmptyLastLineDropsTheBlockAndLeavesNothingElse() throws {
        let session = try start()
        session.type("if true then")
        try session.expectLastRow("test> if true then")
        session.type("\r")
        try session.expectScreen("the next line") { $0.text.hasSuffix("\n>>") }
        session.type("x\u{4}")
        try session.expectScreen("nothing happened") { $0.text.hasSuffix("\n>>   x") }
        session.type("\u{8}\u{4}")
        try session.expectScreen("a prompt") { $0.text.hasSuffix("\n>>\ntest>") }
        try session.roundtrip("6 * 7", "\u{1B}[?2004l42\r\n")
        try leave(session)
    }

    @Test func ctrlDAtTheContinuationOfADumbTerminalDropsTheBlock() throws {
        let session = try start([], ["TERM": "dumb"])
        session.type("if true then\r")
        try session.expect(">> ")
        session.type("\u{4}")
        try session.expect("test>")
        session.type("6 * 7\r")
        try session.expect("42\r\n")
        try session.expect("test>")
        try leave(session)
    }

    @Test func whatComesAtOnceIsNotIndented() throws {
        let session = try start()
        session.type("t = {\r'a',\r    'b'\r}\r")
        try session.expectScreen("the block as it came") {
            $0.text.hasSuffix("test> t = {\n>> 'a',\n>>     'b'\n>> }\ntest>")
        }
        try session.roundtrip("t[2]", "\u{1B}[?2004lb\r\n")
        try leave(session)
    }

    @Test(arguments: [(80, 24), (40, 12), (20, 8)])
    func aSearchShowsItsPromptHoweverTallTheFoundBlockIs(_ columns: Int, _ rows: Int) throws {
        let session = try start(columns: columns, rows: rows)
        session.type("\u{1B}[200~" + (1...60).map { "s = \($0)" }.joined(separator: "\n") + "\u{1B}[201~\r")
        try session.expectScreen("a prompt after all of it") { $0.text.hasSuffix(">> s = 60\ntest>") }
        session.type("\u{12}= 45")
        try session.expectScreen("the prompt, and what was found") { screen in
            screen.rows[0].hasPrefix("(search)`= 45': s =") && screen.rows[screen.row] == ">> s = 45"
        }
        session.type("\u{8}\u{8}\u{8}\u{8}= 1\u{12}")
        try session.expectScreen("the prompt again") { $0.rows[0].hasPrefix("(search") }
        session.type("\u{7}")
        try session.expectScreen("the line") { $0.text.hasSuffix("test>") }
        #expect(session.screen.unknown == [])
        try leave(session)
    }
}
