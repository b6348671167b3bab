import TestSupport
import Testing

@testable import Repl
@testable import Terminal

/// Keys that a terminal sends as several bytes, in every state of the editor. Whatever becomes of one, no part of it is
/// typed into the line. field/prompt 3
@Suite(.serialized)
struct KeySequenceTests: PromptDriving {
    let highlights = true
    /// What the editor is in when the sequence comes, by the keys that lead there.
    enum State: String, CaseIterable {
        case empty = ""
        case typed = "xx x x"
        case middle = "xx x x\u{1B}[D\u{1B}[D"
        case suggestion = "xx"
        case search = "\u{12}x"
        case searchForward = "\u{13}x"
        case failedSearch = "\u{12}xxxxxxxxx"
        case recalled = "\u{1B}[A"
        case block = "x = {\rxx"
        case pasted = "\u{1B}[200~xx\nx x\u{1B}[201~"
        case prefix = "xx\u{18}"
        case repeated = "xx\u{1B}2"
        case listed = "xx\t\t"
    }

    /// The same in vi mode, where a Meta key is an escape and a command.
    enum ViState: String, CaseIterable {
        case insert = "xx x x"
        case command = "xx x x\u{1B}"
        case find = "xx x x\u{1B}0f"
        case replace = "xx x x\u{1B}0r"
        case change = "xx x x\u{1B}0c"
        case search = "\u{1B}/x"
    }

    private static let bound: [String] = (KeyBinding.all.compactMap(\.key) + KeyBinding.inherited.map(\.key))
        .filter { $0.hasPrefix("^[") && $0.count > 2 }
        .map { key in
            var text = ""
            var rest = Substring(key)
            while let character = rest.popFirst() {
                guard character == "^", let next = rest.popFirst()?.asciiValue else {
                    text.append(character)
                    continue
                }
                text.unicodeScalars.append(Unicode.Scalar(next == 0x3F ? 0x7F : next & 0x1F))
            }
            return text
        }

    private static let unbound: [String] = {
        var generator = SeededGenerator(seed: 3)
        var all = [
            "[99~", "[200z", "[1;5P", "[?1;2c", "[>0;276;0c", "[[A", "[[E", "[15~", "[1;2A", "[Z", "[I", "[O", "[1;1R",
            "[27;5;9~", "[97;5u", "[<0;10;10M", "[201~", "[M", "[1$y", "[200;1~", "[", "[E", "[G", "[3;2~", "[3$", "[a",
            "OP", "OM", "O5D", "O1;5D", "Ox", "Oj", "O ", "O", "a", "q", "z", "é", "日", "\r", "\t", "\u{1B}", "G", "]",
            "\u{1B}[D", "\u{1B}[1;5C", "\u{1B}OA", "\u{1B}[3~", "]11;rgb:ffff/ffff/ffff\u{7}", "]10;x\u{1B}\\",
            "P1$r0m\u{1B}\\", "P>|XTerm(390)\u{1B}\\", "P!|00000000\u{1B}\\",
            "[" + String(repeating: "1;", count: 40) + "D",
        ].map { "\u{1B}" + $0 }
        for _ in 0..<40 {
            let parameters = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                Character(Unicode.Scalar(UInt8.random(in: 0x30...0x3F, using: &generator)))
            }
            let last = Character(Unicode.Scalar(UInt8.random(in: 0x61...0x7E, using: &generator)))
            all.append("\u{1B}[" + String(parameters) + String(last))
        }
        // What waits for its rest would take the marker for it.
        let unfinished: Set = ["\u{1B}[", "\u{1B}O", "\u{1B}\u{1B}"]
        return all.filter { !unfinished.contains($0) && !bound.contains($0) && $0 != "\u{1B}[200~" }
    }()

    @Test(arguments: State.allCases)
    func noPartOfASequenceIsTyped(_ state: State) throws {
        let folder = try FreshFolder()
        let session = try start([try history(folder)])
        for sequences in Self.batches(Self.bound + Self.unbound) {
            // What waits for another key, or repeats it, has the first.
            session.type(sequences.map { state.rawValue + $0 }.joined() + "ZZ")
            try expectOnlyTheMarker(session, "\(state), \(sequences)")
        }
        try leave(session)
    }

    @Test(arguments: ViState.allCases)
    func noPartOfASequenceIsTypedInViMode(_ state: ViState) throws {
        let folder = try FreshFolder()
        let home = try ShellHome()
        _ = try home.write("bind -v\n", to: ".editrc")
        let session = try start([try history(folder)], ["HOME": home.path])
        let kinds: Set<Character> = ["[", "O"]
        let sequences = (Self.bound + Self.unbound).filter { kinds.contains($0.dropFirst().first ?? " ") }
        for sequences in Self.batches(sequences) {
            // Whatever waits for a key has it then.
            session.type(sequences.map { state.rawValue + $0 + "\u{1B}\u{1B}a" }.joined() + "Z")
            try expectOnlyTheMarker(session, "\(state), \(sequences)")
        }
        try leave(session)
    }

    private static func batches(_ sequences: [String]) -> [[String]] {
        stride(from: 0, to: sequences.count, by: 8).map { Array(sequences[$0..<min($0 + 8, sequences.count)]) }
    }

    private func history(_ folder: FreshFolder) throws -> String {
        let path = folder.path + "/history"
        let file = HistoryFile(path: path) { _ in }
        _ = file.load()
        for entry in ["xx xxx", "x x x", "xx xx"] { file.append(entry) }
        return path
    }

    /// The line has nothing but what was in it before, and the marker that was typed behind the sequence.
    private func expectOnlyTheMarker(_ session: TerminalSession, _ place: String) throws {
        func line(_ screen: TerminalScreen) -> String? {
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let starts = ["test>", "(search"]
            let first = rows.lastIndex { row in starts.contains { row.hasPrefix($0) } }
            return rows[(first ?? 0)...].joined(separator: "\n")
        }
        try session.expectScreen("the marker, \(place)") { line($0)?.contains("Z") == true }
        let shown = line(session.screen) ?? ""
        var text = Substring(shown)
        for prompt in ["test>"] where text.hasPrefix(prompt) { text = text.dropFirst(prompt.count) }
        if text.hasPrefix("(search") { text = text.drop { $0 != "`" }.dropFirst() }
        // A block that was begun is recalled as it was.
        let own = "xX >\n" + (shown.hasPrefix("(search") ? "':)" : "") + (place.hasPrefix("block") ? "={" : "")
        let typed = text.filter { !own.contains($0) }
        #expect(typed.allSatisfy { $0 == "Z" }, "\(place): \(shown)")
        session.type("\u{3}")
        try session.expect("^C")
        try session.expectLastRow("test>")
    }

    // MARK: - What they do in a search

    @Test(arguments: [
        ("\u{1B}[D", "'alphaZ beta'"), ("\u{1B}OD", "'alphaZ beta'"), ("\u{1B}[C", "'alpha bZeta'"),
        ("\u{1B}[H", "Z'alpha beta'"), ("\u{1B}[1~", "Z'alpha beta'"), ("\u{1}", "Z'alpha beta'"),
        ("\u{1B}[F", "'alpha beta'Z"), ("\u{1B}[4~", "'alpha beta'Z"), ("\u{1B}OF", "'alpha beta'Z"),
        ("\u{1B}[3~", "'alpha Zeta'"), ("\u{4}", "'alpha Zeta'"), ("\u{1B}[1;5D", "'Zalpha beta'"),
        ("\u{1B}b", "'Zalpha beta'"), ("\u{1B}[1;5C", "'alpha betaZ'"), ("\u{1B}f", "'alpha betaZ'"),
        ("\u{1B}d", "'alpha Z'"), ("\u{1B}[3;5~", "'alpha Z'"), ("\u{17}", "'Zbeta'"), ("\u{B}", "'alpha Z"),
        ("\u{15}", "Zbeta'"), ("\u{1B}[200~pasted \u{1B}[201~", "'alpha pasted Zbeta'"),
        // Nothing is bound to these: the search goes on.
        ("\u{1B}[99~\u{8}\u{8}\u{8}\u{8}alp\u{1B}q\u{1B}[F", "'alpha beta'Z"),
    ])
    func aKeyEndsTheSearchAndActsOnWhatIsFound(_ key: String, _ expected: String) throws {
        let session = try start()
        try session.roundtrip("'alpha beta'", "\u{1B}[?2004lalpha beta\r\n")
        try session.expect("test>")
        session.type("\u{12}beta")
        try session.expectLastRow("(search)`beta': 'alpha beta'")
        session.type(key + "Z")
        try session.expectLastRow("test> " + expected)
        session.type("\u{3}")
        try leave(session)
    }

    @Test(arguments: ["\u{1B}[5~", "\u{1B}p"])
    func thePageKeysGoOnFromWhatIsFound(_ key: String) throws {
        let session = try start()
        for line in ["'alpha 1'", "'beta'", "'alpha 2'"] { session.type(line + "\r") }
        try session.expectScreen("the last output") { $0.text.hasSuffix("alpha 2\ntest>") }
        session.type("\u{12}2'")
        try session.expectLastRow("(search)`2'': 'alpha 2'")
        session.type(key)
        try session.expectLastRow("test> 'alpha 1'")
        session.type("\u{3}")
        try leave(session)
    }

    @Test func anEscapeEndsASearchAndTheLineIsEdited() throws {
        let session = try start()
        try session.roundtrip("'alpha beta'", "\u{1B}[?2004lalpha beta\r\n")
        try session.expect("test>")
        session.type("\u{12}beta")
        try session.expectLastRow("(search)`beta': 'alpha beta'")
        session.type("\u{1B}")
        try session.expectLastRow("test> 'alpha beta'")
        session.type("x")
        try session.expectLastRow("test> 'alpha xbeta'")
        session.type("\u{3}")
        try leave(session)
    }

    @Test func keysOfTheFileOfKeysWork() throws {
        let home = try ShellHome()
        _ = try home.write(
            """
            bind "^[[15~" ed-move-to-beg
            bind "\\e[17~" ed-delete-prev-word
            bind -s "^[[18~" "from a macro"
            bind M-q ed-move-to-end
            bind -k left ed-move-to-beg
            bind -r "^[[C"
            bind "^[OP"
            """, to: ".editrc")
        let session = try start([], ["HOME": home.path])
        session.type("one two\u{1B}[15~Z")
        try session.expectLastRow("test> Zone two")
        session.type("\u{1B}q\u{1B}[17~")
        try session.expectLastRow("test> Zone")
        session.type("\u{1B}[18~")
        try session.expectLastRow("test> Zone from a macro")
        session.type("\u{1B}[DY\u{1B}[C\u{1B}OPX")
        try session.expectLastRow("test> YXZone from a macro")
        session.type("\u{3}")
        try leave(session)
    }

    @Test func aQuotedKeyIsPutInWhole() throws {
        let session = try start()
        session.type("#'\u{16}\u{1B}[1;5D\u{16}\u{1}\u{16}é'")
        try session.expectLastRow("test> #'\\x1b[1;5D\\x01é'")
        try enter(session, "\u{1B}[?2004l9\r\n")
        try leave(session)
    }

    @Test func aDumbTerminalTypesNoSequenceEither() throws {
        let session = try start([], ["TERM": "dumb"])
        for sequence in ["\u{1B}[99~", "\u{1B}[1;2A", "\u{1B}OP", "\u{1B}[201~"] {
            session.type("'a\(sequence)b'\u{1B}[D\u{1B}[D\u{1B}[D .. \u{1}\u{5}\u{15}'ab'\r")
            try session.expect("ab\r\n")
            try session.expect("test>")
        }
        session.type("'a\u{1B}[99~b' == 'ab'\r")
        try session.expect("true")
        try session.expect("test>")
        try leave(session)
    }

    // MARK: - A paste that is interrupted

    // field/attack 9
    @Test(arguments: ["", "\u{1B}", "\u{1B}[2", "\u{1B}[20"])
    func theRestOfAPasteThatIsInterruptedNeverRuns(_ begun: String) throws {
        let session = try start()
        session.type("\u{1B}[200~x = 1\n" + begun)
        try session.expect("^C", pressing: "\u{3}")
        try session.expect("Ctrl-C once more")
        try session.expect("test>")
        session.type("x = 2\rprint('r' .. 'an')\r\u{4}\u{1B}[A\r01~\r" + "\u{1B}[201~" + "'al' .. 'ive', x\r")
        try session.expect("alive\r\n")
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("ran\r\n"))
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("01~"))
        try session.expect("test>")
        try session.roundtrip("tostring(x)", "\u{1B}[?2004lnil\r\n")
        try leave(session)
    }

    @Test func aPasteWithoutAnEndIsLeftByCtrlCOnceMore() throws {
        let session = try start()
        session.type("\u{1B}[200~x = 1\n")
        try session.expect("^C", pressing: "\u{3}")
        try session.expect("Ctrl-C once more")
        try session.expect("test>")
        session.type("x = 2\r")
        try session.expect("^C", pressing: "\u{3}")
        try session.expect("test>")
        // An end that comes after all is no key, and no text.
        session.type("\u{1B}[201~x == nil\r")
        try session.expect("\u{1B}[?2004ltrue\r\n")
        try leave(session)
    }

    // MARK: - Other character sets

    // field/faults 26
    @Test func aLineIsReadInTheTerminalsCharacterSet() throws {
        let session = try start([], ["LC_ALL": "de_DE.ISO-8859-1"])
        session.type(Array("#'".utf8) + [0xE9, 0xFC] + Array("'".utf8))
        try session.expectLastRow("test> #'\\u{E9}\\u{FC}'")
        try enter(session, "\u{1B}[?2004l4\r\n")
        session.type(Array("utf8.codepoint('".utf8) + [0xE9] + Array("')\r".utf8))
        try session.expect("\u{1B}[?2004l233\r\n")
        try session.expect("test>")
        session.type(Array("\u{1B}[200~#'".utf8) + [0xE9] + Array("'\u{1B}[201~\r".utf8))
        try session.expect("\u{1B}[?2004l2\r\n")
        try leave(session)
        let japanese = try start([], ["LC_ALL": "ja_JP.eucJP"])
        japanese.type(Array("utf8.codepoint('".utf8) + [0xC6, 0xFC] + Array("')\r".utf8))
        try japanese.expect("\u{1B}[?2004l26085\r\n")
        try leave(japanese)
    }

    // field/faults 26
    @Test func whatIsNoCharacterIsNotRun() throws {
        let session = try start([], ["LC_ALL": "xx_XX.KLINGON"])
        session.type(Array("print('r' .. 'an', '".utf8) + [0xE9] + Array("')\r".utf8))
        try session.expect("not run")
        try session.expect("test>")
        // The block is read to its end, and none of it runs.
        session.type(Array("if false then\rx = '".utf8) + [0xE9] + Array("'\rprint('r' .. 'an')\rend\r".utf8))
        try session.expect("not run")
        try session.expect("test>")
        session.type(Array("'".utf8) + [0xE9, 0x7F] + Array("al' .. 'ive'\r".utf8))
        try session.expect("alive\r\n")
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("ran\r\n"))
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("ran\t"))
        try leave(session)
    }
}
