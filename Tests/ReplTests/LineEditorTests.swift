import Platform
import TestSupport
import Testing

/// The line editor on a real pseudo terminal, by what the screen shows.
@Suite(.serialized)
struct LineEditorTests: PromptDriving {
    let highlights = true
    private let up = "\u{1B}[A"
    private let left = "\u{1B}[D"
    private let right = "\u{1B}[C"

    // MARK: - Suggestions

    @Test func theNewestEntryThatBeginsSoIsSuggestedDimAndTaken() throws {
        let session = try start()
        try session.roundtrip("'one two three'", "\u{1B}[?2004lone two three\r\n")
        try session.expect("test>")
        session.type("'on")
        try session.expectScreen("a dim rest") { $0.dimmedText == "e two three'" && $0.column == 9 }
        session.type("\u{1B}f")
        try session.expectScreen("a word less") { $0.dimmedText == " two three'" && $0.column == 10 }
        session.type(right)
        try session.expectScreen("all of it") { $0.dimmedText.isEmpty && $0.text.hasSuffix("test> 'one two three'") }
        session.type("\u{15}'on")
        try session.expectScreen("a dim rest") { $0.dimmedText == "e two three'" }
        // What is suggested is no part of the line.
        session.type("ly'\r")
        try session.expectScreen("only what was typed") { $0.text.hasSuffix("test> 'only'\nonly\ntest>") }
        #expect(session.screen.unknown == [])
        try leave(session)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func withoutColourNothingIsSuggested(_ variables: [String: String]) throws {
        let session = try start([], variables)
        session.type("'one two three'\r")
        try session.expect("one two three\r\n")
        try session.expect("test>")
        session.type("'on")
        // A suggestion that is not shown cannot be taken either.
        try session.expectLastRow("test> 'on")
        session.type("\u{6}\u{5}e'\r")
        try session.expect("one\r\n")
        try leave(session)
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("\u{1B}[2m"))
    }

    // MARK: - Undo

    @Test func undoGoesBackWordByWordAndRedoForth() throws {
        let session = try start()
        session.type("one two three\u{17}four")
        try session.expectLastRow("test> one two four")
        session.type("\u{1F}")
        try session.expectLastRow("test> one two")
        session.type("\u{1F}")
        try session.expectLastRow("test> one two three")
        session.type("\u{18}\u{15}")
        try session.expectLastRow("test> one two")
        session.type("\u{1B}_\u{1B}_\u{1B}_")
        try session.expectLastRow("test> one two four")
        session.type("\u{15}")
        try session.expectLastRow("test>")
        session.type("\u{19}\u{19}")
        try session.expectLastRow("test> one two fourone two four")
        session.type("\u{3}")
        try session.expectLastRow("test>")
        try leave(session)
    }

    // MARK: - Blocks and search

    @Test func aBlockIsRecalledEditedAndSearchedAsOneEntry() throws {
        let session = try start()
        // One at a time: what comes at once is not indented.
        session.type("for i = 1, 2 do\r")
        try session.expectScreen("the next line") { $0.text.hasSuffix("do\n>>") }
        session.type("print('n' .. i)\r")
        try session.expectScreen("the last line") { $0.text.hasSuffix("i)\n>>") }
        session.type("end\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("n1\nn2\ntest>") }
        session.type("'later'\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("later\ntest>") }
        session.type("\u{12}I = 1")
        try session.expectLastRow("test>")
        session.type("\u{7}\u{12}i = 1")
        try session.expectScreen("the block, found") {
            $0.text.hasSuffix("(search)`i = 1': for i = 1, 2 do\n>>   print('n' .. i)\n>> end")
        }
        session.type("\u{7}")
        try session.expectLastRow("test>")
        session.type(up + up)
        try session.expectScreen("the block") {
            $0.text.hasSuffix("test> for i = 1, 2 do\n>>   print('n' .. i)\n>> end")
        }
        // Over the newline, into the row above.
        session.type(String(repeating: left, count: 12) + "m")
        try session.expectScreen("an edited block") { $0.text.hasSuffix("\n>>   print('mn' .. i)\n>> end") }
        session.type("\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("mn1\nmn2\ntest>") }
        // Enter in a search runs what was found, in one piece.
        session.type("\u{12}'mn'")
        try session.expectScreen("the block, found") { $0.text.hasSuffix("print('mn' .. i)\n>> end") }
        session.type("\r")
        try session.expectScreen("its output again") { $0.text.hasSuffix("end\nmn1\nmn2\ntest>") }
        #expect(session.screen.unknown == [])
        try leave(session)
    }

    @Test func prefixSearchAndEscapeInASearch() throws {
        let session = try start()
        for line in ["'alpha 1'", "'beta'", "'alpha 2'"] { session.type(line + "\r") }
        try session.expectScreen("the last output") { $0.text.hasSuffix("alpha 2\ntest>") }
        session.type("'al\u{1B}[5~\u{1B}[5~")
        try session.expectLastRow("test> 'alpha 1'")
        session.type("\u{1B}[6~\u{1B}[6~")
        try session.expectScreen("the draft") { $0.column == 9 && $0.text.contains("test> 'al") }
        session.type("\u{15}\u{12}bet")
        try session.expectLastRow("(search)`bet': 'beta'")
        session.type("\u{5} .. 2")
        try session.expectLastRow("test> 'beta' .. 2")
        session.type("\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("beta2\ntest>") }
        try leave(session)
    }

    // MARK: - vi

    @Test func viModeKeepsOurKeys() throws {
        let home = try ShellHome()
        _ = try home.write("# a comment\nbind -v\nbind ^O ampsh-undo\n", to: ".editrc")
        let session = try start([], ["HOME": home.path])
        session.type("'first'\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("first\ntest>") }
        session.type("string.rev\t('abc')")
        try session.expectLastRow("test> string.reverse('abc')")
        // Escape, and a command at once: change the word under the cursor.
        session.type("\u{1B}0cwtable\u{1B}")
        try session.expectLastRow("test> table.reverse('abc')")
        session.type("u")
        try session.expectScreen("the word back") { !$0.text.contains("table") }
        session.type("\u{1B}k")
        try session.expectLastRow("test> 'first'")
        session.type("A .. 'x'\u{F}")
        try session.expectLastRow("test> 'first' ..")
        session.type("\u{3}")
        session.type("20 + 22\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("42\ntest>") }
        try leave(session)
    }

    // MARK: - Width

    @Test func wideAndCombiningCharactersKeepTheCursorRight() throws {
        let session = try start(columns: 20, rows: 8)
        // The prompt and seven of them fill nineteen columns: the next goes to the second row.
        session.type("日本日本日本日本")
        try session.expectScreen("a wrapped line") { $0.text.hasSuffix("test> 日本日本日本日\n本") && $0.column == 2 }
        session.type(left + left + "x")
        try session.expectScreen("an insertion") { $0.text.hasSuffix("test> 日本日本日本x\n日本") && $0.column == 19 }
        session.type("\u{15}\u{B}'e\u{301}e\u{301}x'" + left + left + left + "_")
        try session.expectScreen("one character for both") {
            $0.text.hasSuffix("test> 'e\u{301}_e\u{301}x'") && $0.column == 9
        }
        session.type("\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("\ne\u{301}_e\u{301}x\ntest>") }
        try leave(session)
    }

    @Test(arguments: [(40, 12), (20, 8), (120, 40)])
    func aResizeDrawsALongLineAnew(_ columns: Int, _ rows: Int) throws {
        let session = try start()
        let text = (1...30).map { "w\($0)" }.joined(separator: " ")
        session.type(text)
        try session.expectScreen("the line") { $0.text.hasSuffix("w30") }
        session.resize(columns: columns, rows: rows)
        try session.expectScreen("all of it, wrapped anew") {
            $0.rows.joined() == "test> " + text || $0.rows.joined(separator: " ").contains("w30")
        }
        session.type("\u{12}zzz")
        try session.expectScreen("a search") { $0.text.contains("not found") }
        session.resize(columns: 80, rows: 24)
        try session.expectScreen("the search again") { $0.text.hasPrefix("(search, not found)`zzz': ") }
        session.type("\u{7}\u{15}'kept'\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("kept\ntest>") }
        try leave(session)
    }

    @Test func aBlockTallerThanTheScreenIsEdited() throws {
        let session = try start(columns: 40, rows: 12)
        let lines = (1...40).map { "s = (s or 0) + \($0)" }
        session.type("\u{1B}[200~" + lines.joined(separator: "\n") + "\u{1B}[201~")
        try session.expectLastRow(">> s = (s or 0) + 40")
        session.type(String(repeating: up, count: 39) + "\u{1}")
        try session.expectScreen("its beginning") { $0.rows[0] == "test> s = (s or 0) + 1" && $0.row == 0 }
        session.type("s = 100 \u{5}\r")
        try session.roundtrip("s", "\u{1B}[?2004l920\r\n")
        try leave(session)
    }

    // MARK: - Much

    @Test(arguments: [true, false])
    func aLineLongerThanTheTerminalKeepsIsTakenWithoutBrackets(_ isPasted: Bool) throws {
        let session = try start()
        // The terminal keeps four kilobytes that nobody has read.
        let text = "#'" + String(repeating: "0123456789abcdef", count: 4_096) + "'"
        session.type(isPasted ? "\u{1B}[200~" + text + "\u{1B}[201~" : text)
        session.type("\r")
        try session.expectScreen("its length") { $0.text.contains("65536") }
        session.type("'on' .. 'ward'\r")
        try session.expectScreen("the next one") { $0.text.hasSuffix("onward\ntest>") }
        try leave(session)
        #expect(session.isCooked)
    }

    @Test func noCommandOfTheEditorIsTypedAtThePrompt() throws {
        let session = try start()
        // libedit's own M-x reads one, and a quote without its partner is the end of it.
        session.type("\u{1B}x'\r")
        try session.expect("unfinished string")
        try session.expect("test>")
        try session.roundtrip("'on' .. 'ward'", "\u{1B}[?2004lonward\r\n")
        try leave(session)
    }

    /// Any bytes, with Enter and Ctrl-Z among them; not Ctrl-D and Ctrl-\, which are meant to end it. Ctrl-C is typed when
    /// the line is there again: two that come while something runs are meant to end it as well.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func randomBytesNeverEndThePromptOrLeaveTheTerminalRaw(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let session = try start()
        let beginnings: [[UInt8]] = [
            [0x1B], [0x1B, 0x5B], [0xE6, 0x97], [0xF0, 0x9F], [0x1B, 0x5B, 0x32], [0x12], [0x16],
        ]
        for number in 1...250 {
            var bytes = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes = (beginnings.randomElement(using: &generator) ?? []) + bytes }
            bytes.removeAll { $0 == 3 || $0 == 4 || $0 == 0x1C }
            session.type(bytes)
            guard number % 25 == 0 else { continue }
            // Ctrl-Q, for a Ctrl-S that the terminal took; the end of a paste, for a beginning.
            session.type("\u{11}\u{1B}[201~\u{3}")
            try session.expect("^C")
            try session.expectLastRow("test>")
        }
        session.type("'ali' .. 've'\r")
        try session.expect("\u{1B}[?2004lalive\r\n")
        try leave(session)
        #expect(session.isCooked)
        #expect(!session.screen.isPasteMode)
    }

    // MARK: - Leaving

    @Test func aClosedTerminalKeepsTheHistory() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let session = try start([path])
        try session.roundtrip("'remember' .. 1", "\u{1B}[?2004lremember1\r\n")
        try session.expect("test>")
        session.type("half a li")
        try session.expectLastRow("test> half a li")
        session.signal(SIGHUP)
        #expect(try session.expectExit() == 128 + SIGHUP)
        #expect(session.isCooked)
        #expect(!session.screen.isPasteMode)
        let second = try start([path])
        second.type(up)
        try second.expectLastRow("test> 'remember' .. 1")
        second.type("\u{3}")
        try leave(second)
    }

    @Test func clearingTheScreenKeepsTheLine() throws {
        let session = try start()
        session.type("'kept'\u{C}")
        try session.expectScreen("only the line") { $0.text == "test> 'kept'" && $0.row == 0 }
        session.type("\r")
        try session.expectScreen("its output") { $0.text == "test> 'kept'\nkept\ntest>" }
        try leave(session)
    }
}
