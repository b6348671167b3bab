import Platform
import TestSupport
import Testing

/// The prompt on a real pseudo terminal: editor, signals, session and printing together.
@Suite(.serialized)
struct PromptTests: PromptDriving {
    @Test func anExpressionPrintsAndCtrlDLeaves() throws {
        let session = try start()
        try session.roundtrip("20 + 22", "\u{1B}[?2004l42\r\n")
        try session.roundtrip("_ + 1", "\u{1B}[?2004l43\r\n")
        try session.expect("\u{1B}[0m ")
        session.type("\u{4}")
        try session.expect("bye")
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)
    }

    @Test func aBlockContinuesAndCtrlCDropsIt() throws {
        let session = try start()
        try session.roundtrip("for i = 1, 2 do", ">> ")
        try session.roundtrip("print('line', i) end", "line\t1\r\nline\t2")
        try session.roundtrip("for i = 1, 2 do", ">> ")
        session.type("\u{3}")
        try session.expect("test>")
        try session.roundtrip("'still ' .. 'here'", "\u{1B}[?2004lstill here\r\n")
        try leave(session)
    }

    @Test func ctrlCClearsTheLineAndNeverLeaves() throws {
        let session = try start()
        for _ in 1...3 {
            session.type("error('never run')")
            try session.expect("never run')")
            session.type("\u{3}")
            try session.expect("test>")
        }
        session.type("\u{3}")
        try session.expect("test>")
        try session.roundtrip("1 + 1", "\u{1B}[?2004l2\r\n")
        try leave(session)
    }

    @Test func ctrlCEndsALoopAndThePromptSurvives() throws {
        let session = try start()
        try session.roundtrip("print('go' .. 'ing') while true do pcall(string.rep, 'x') end", "going\r\n")
        session.type("\u{3}")
        try session.expect("interrupted!")
        try session.expect("test>")
        try session.roundtrip("6 * 7", "\u{1B}[?2004l42\r\n")
        try leave(session)
    }

    @Test func aSecondCtrlCEndsWhatNoHookCanStop() throws {
        let session = try start()
        // One C function that backtracks for ever: no hook runs in it.
        try session.roundtrip(
            "s, p = ('a'):rep(400), ('.-'):rep(30)..'b' print('go'..'ing') s:find(p)", "going\r\n")
        session.type("\u{3}")
        try session.expect("^C")
        // Signals that come before the first was seen are one signal, so it may need more than one press.
        #expect(try session.expectExit(pressing: "\u{3}") == 130)
        #expect(session.isCooked)
    }

    @Test func aPastedBlockNeverRunsByItself() throws {
        let session = try start()
        session.type("\u{1B}[200~x = 1\nx = x + 41\r\nprint('sum', x)\n\u{1B}[201~")
        try session.expect("print('sum', x)")
        session.type(" y = 5")
        try session.expect("y = 5")
        #expect(!session.transcript.contains(Array("sum\t42".utf8)))
        session.type("\r")
        try session.expect("sum")
        try session.expect("42")
        try session.roundtrip("y + x", "\u{1B}[?2004l47\r\n")
        // Up finds the block as one entry.
        session.type("\u{1B}[A\u{1B}[A")
        try session.expect("x = x + 41")
        session.type("\u{3}")
        try session.expect("test>")
        try leave(session)
    }

    @Test func aPasteHoldsNoKeys() throws {
        let session = try start()
        session.type("\u{1B}[200~'a\u{15}\u{3}\u{1B}[Db\u{4}'\u{1B}[201~")
        // Control characters are gone; what is left of an arrow key is plain text.
        try session.expect("[Db'")
        try enter(session, "\u{1B}[?2004la[Db\r\n")
        try leave(session)
    }

    @Test func bytesThatAreNoCharacterAreReplaced() throws {
        let session = try start()
        // Half of a pair, more than there are, and a slash in three bytes.
        session.type(Array("'".utf8) + [0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xE0, 0x80, 0xAF] + Array("'".utf8))
        try enter(session, "\u{1B}[?2004l\u{FFFD}\u{FFFD}\u{FFFD}\r\n")
        try leave(session)
    }

    @Test func keysOfOurOwnCannotBeTyped() throws {
        let session = try start()
        session.type("'a\u{81}\u{82}\u{83}\u{9B}b'")
        try enter(session, "\u{1B}[?2004lab\r\n")
        try leave(session)
    }

    @Test func tabCompletesAndShowsWhatFits() throws {
        let session = try start()
        session.type("str\t")
        try session.expectLastRow("test> string")
        session.type(".re\t")
        session.type("\t")
        try session.expectScreen("what fits, below the line") {
            $0.text.hasSuffix("test> string.re\nrep      reverse")
        }
        session.type("v\t('abc')")
        try session.expectLastRow("test> string.reverse('abc')")
        try enter(session, "\u{1B}[?2004lcba\r\n")
        try leave(session)
    }

    @Test func keysThatUsersExpect() throws {
        let session = try start()
        // Home, Delete, End, Ctrl-W, Ctrl-U, Ctrl-Left.
        session.type("x'ab'\u{1B}[H\u{1B}[3~\u{1B}[F .. 'c'")
        try enter(session, "\u{1B}[?2004labc\r\n")
        session.type("nonsense garbage\u{15}'clean'")
        try enter(session, "\u{1B}[?2004lclean\r\n")
        session.type("1 + 22\u{17}3")
        try enter(session, "\u{1B}[?2004l4\r\n")
        session.type("1 + 22\u{1B}[1;5D5")
        try enter(session, "\u{1B}[?2004l523\r\n")
        session.type("\u{12}clea")
        try session.expectLastRow("(search)`clea': 'clean'")
        session.type("\r")
        try session.expect("\u{1B}[?2004lclean\r\n")
        try leave(session)
    }

    @Test(arguments: [["LANG": "C"], ["LC_ALL": "POSIX"], ["LANG": "en_US.UTF-8"]])
    func textBeyondASCIIIsOneCharacter(_ variables: [String: String]) throws {
        let session = try start([], variables)
        // Two characters are deleted, not two bytes.
        session.type("'é日本😀x\u{7F}\u{7F}é'")
        try enter(session, "\u{1B}[?2004lé日本é\r\n")
        try leave(session)
    }

    @Test func aDumbTerminalGetsNoSequences() throws {
        let session = try start([], ["TERM": "dumb"])
        try session.roundtrip("1 + 1", "2\r\n")
        session.type("junk\u{3}")
        try session.expect("test>")
        try leave(session)
        #expect(
            !session.transcript.contains(0x1B) || !String(decoding: session.transcript, as: UTF8.self).contains("?2004")
        )
    }

    @Test func aResizeKeepsTheLine() throws {
        let session = try start()
        session.type("'kept ' .. ")
        try session.expect("kept ")
        session.resize(columns: 40, rows: 12)
        try session.expect("'kept ' ..")
        session.type("'line'")
        try enter(session, "\u{1B}[?2004lkept line\r\n")
        try leave(session)
    }

    @Test func stopAndContinueKeepTheLine() throws {
        let session = try start()
        session.type("'held '")
        try session.expect("held '")
        session.signal(SIGTSTP)
        // An orphaned process group does not stop; either way the line is drawn again and edited on.
        session.signal(SIGCONT)
        try session.expect("'held '")
        session.type(" .. 'on'")
        try enter(session, "\u{1B}[?2004lheld on\r\n")
        try leave(session)
    }

    @Test func theKeyForAStopDoesNothingWhereNobodyCouldContinueIt() throws {
        let session = try start()
        session.type("'al\u{1A}iv\u{1A}e'")
        try session.expectLastRow("test> 'alive'")
        #expect(!session.isCooked)
        try enter(session, "\u{1B}[?2004lalive\r\n")
        try leave(session)
    }

    /// For whoever has it meanwhile. The driver is in an orphaned process group, where nothing stops: the editor goes on.
    @Test func aStopPutsTheTerminalBack() throws {
        let session = try start()
        session.type("half a li")
        try session.expect("half a li")
        session.signal(SIGTSTP)
        try session.expect("\u{1B}[?2004l")
        try session.expect("\u{1B}[?2004h")
        try session.expectLastRow("test> half a li")
        session.signal(SIGTERM)
        session.signal(SIGCONT)
        #expect(try session.expectExit() == 128 + SIGTERM)
        #expect(session.isCooked)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV])
    func aFatalSignalRestoresTheTerminal(_ number: Int32) throws {
        let session = try start()
        session.type("half a li")
        try session.expect("half a li")
        session.signal(number)
        #expect(try session.expectExit() == 128 + number)
        #expect(session.isCooked)
        #expect(String(decoding: session.transcript, as: UTF8.self).contains("\u{1B}[?2004l"))
    }

    @Test func historySurvivesTheSessionAndKeepsSecretsOut() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/deep/history"
        let first = try start([path])
        try first.roundtrip("'remember' .. 1", "\u{1B}[?2004lremember1\r\n")
        try first.roundtrip(" 'forget' .. 2", "\u{1B}[?2004lforget2\r\n")
        try first.roundtrip("'ampex_0123456789'", "ampex_0123456789")
        try first.roundtrip("for i = 1, 1 do", ">> ")
        try first.roundtrip("print('bl' .. 'ock') end", "\u{1B}[?2004lblock\r\n")
        try leave(first)

        let second = try start([path])
        second.type("\u{1B}[A")
        try second.expect(".exit")
        second.type("\u{1B}[A")
        try second.expect("print('bl' .. 'ock') end")
        // Out of the block, and on.
        second.type("\u{1B}[A\u{1B}[A")
        try second.expect("'remember'")
        try enter(second, "\u{1B}[?2004lremember1\r\n")
        try leave(second)
        #expect(!String(decoding: first.transcript + second.transcript, as: UTF8.self).contains("history is off"))
    }

    @Test(arguments: [true, false])
    func whatLooksLikeAKeyIsNotFoundInTheSessionEither(_ hasFile: Bool) throws {
        let folder = try FreshFolder()
        let session = try start(hasFile ? [folder.path + "/history"] : [])
        try session.roundtrip("'remember' .. 1", "\u{1B}[?2004lremember1\r\n")
        try session.expect("test>")
        try session.roundtrip("'ampex_0123456789'", "\u{1B}[?2004lampex_0123456789\r\n")
        try session.expect("test>")
        session.type("\u{1B}[A")
        try session.expectLastRow("test> 'remember' .. 1")
        session.type("\u{3}")
        try leave(session)
    }

    @Test func commandsHelpAndErrors() throws {
        let session = try start()
        try session.roundtrip(".help", ".output [FORMAT]")
        try session.roundtrip("print?", "print writes values")
        try session.roundtrip(".nonsense", "no command .nonsense")
        try session.roundtrip("error('boom')", "boom")
        try session.roundtrip("_error", "boom")
        try session.roundtrip(".traceback", "stack traceback")
        try session.roundtrip("local gone = 1", "does not survive")
        try session.roundtrip("'\\27[31mred\\27[8m\\u{202E}'", "\\x1b[31mred\\x1b[8m\\u{202E}")
        try session.roundtrip("exit", "bye")
        #expect(try session.expectExit() == 0)
    }
}
