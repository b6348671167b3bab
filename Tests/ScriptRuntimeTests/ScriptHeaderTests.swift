import ScriptRuntime
import TestSupport
import Testing

struct ScriptHeaderTests {
    private func writes(_ text: String) -> [String] {
        ScriptHeader(of: Array(text.utf8)).writes.map { "\($0.line) \($0.name)" }
    }

    @Test(arguments: [
        ("-- writes: experiments.activate", ["1 experiments.activate"]),
        ("-- writes: a.b, c.d", ["1 a.b", "1 c.d"]), ("--writes:a.b c.d,,e", ["1 a.b", "1 c.d", "1 e"]),
        ("#!/usr/bin/env ampsh\n--- writes: a\n\n  --  writes : b\nx = 1\n-- writes: c", ["2 a", "4 b"]),
        ("\u{FEFF}-- writes: a", ["1 a"]),
        ("-- one\r\n-- writes: a\r-- writes: b\n\r-- writes: c", ["2 a", "3 b", "4 c"]),
        ("-- writes:", []), ("-- writes", []), ("-- it writes: a", []), ("-- Writes: a", ["1 a"]), ("writes: a", []),
        ("x = 1 -- writes: a", []), ("--[[\n-- writes: a\n]]", ["2 a"]),
        ("--[==[ -- writes: a ]==]\n-- writes: b", ["1 a", "2 b"]), ("--[[ writes: a ]] x = 1\n-- writes: b", ["1 a"]),
        ("--[[ one\n * WRITES : a, b ]] -- writes: c", ["2 a", "2 b", "2 c"]),
        ("--[=[ writes: a ]]\n]=]", ["1 a", "1 ]]"]),
        ("--[[ it writes: a ]]", []), ("--[[\n]]\n--[[ writes: a ]]", ["3 a"]), ("--[[ open\nwrites: a", ["2 a"]),
        ("-- writes: a,\n--  b, c,\n-- d\n-- e", ["1 a", "2 b", "2 c", "3 d"]), ("-- writes: a,\n\n-- b", ["1 a"]),
        ("-- writes: a,\nx = 1", ["1 a"]), ("-- writes:\n-- a", []),
        ("--[ writes: a", []), ("--[=x\n-- writes: a", ["2 a"]), ("", []), ("#", []), ("-", []), ("--", []),
        ("print [[\n-- writes: a\n]]", []),
    ])
    func theHeaderIsTheCommentLinesAtTheBeginning(_ text: String, _ expected: [String]) {
        #expect(writes(text) == expected)
    }

    @Test(arguments: [
        ("-- writes: a", true), ("-- writes:", true), ("-- writes: nothing", true), ("-- writes", false), ("", false),
        ("x = 1\n-- writes: a", false), ("-- what it writes: a", false),
    ])
    func aLineThatNamesNothingDeclaresToo(_ text: String, _ expected: Bool) {
        #expect(ScriptHeader(of: Array(text.utf8)).declaresWrites == expected)
    }

    @Test(arguments: [
        ("-- write: a", ["1 write: a false"]), ("-- @writes a.b", ["1 @writes a.b false"]),
        ("--[[\nwrites = a\n]]", ["2 writes = a false"]), ("-- writes nothing", ["1 writes nothing false"]),
        ("-- writes a.b, c.d", ["1 writes a.b, c.d false"]), ("x()\n  -- writes: a", ["2 writes: a true"]),
        ("x()\n--- Writes: a", ["2 Writes: a true"]), ("x()\n-- write: a", []), ("x() -- writes: a", []),
        ("-- writes: a", []), ("-- writes a file", []), ("-- it writes: a", []), ("-- writes", []),
        ("-- writers: a", []),
    ])
    func whatReadsAsADeclarationAndIsNoneIsKept(_ text: String, _ expected: [String]) {
        #expect(
            ScriptHeader(of: Array(text.utf8)).doubts.map { "\($0.line) \($0.text) \($0.isTooLate)" } == expected)
    }

    @Test(arguments: [
        ("-- one\n--  two\n--three\n--\n-- four\n\n-- five", "one\n two\nthree\n\nfour"),
        ("#!/usr/bin/env ampsh\n-- one\nlocal x\n-- two", "one"), ("#!/x\r\n-- one\r\n-- two\r\n", "one\ntwo"),
        ("\n\n-- one", "one"), ("-- one\n  -- two", "one"), ("x = 1\n-- one", ""), ("--[[ one ]]", ""), ("", ""),
        ("-- ü", "ü"),
    ])
    func theTextIsTheFirstCommentWithoutItsMarks(_ text: String, _ expected: String) {
        #expect(ScriptHeader(of: Array(text.utf8)).text == expected)
    }

    /// Whatever the bytes are: no crash, and nothing is declared that does not stand in a comment before the code.
    @Test func changedHeadersDeclareOnlyWhatStandsThere() {
        var random = SeededGenerator(seed: 8)
        let seed = Array(
            "#!/x\n-- Does things.\n--\n-- writes: experiments.activate, request\n\nlocal x = 1 -- writes: y\n".utf8)
        let pieces = ["\n", "\r", "--", "[[", "[=[", "writes:", "\u{FEFF}", "\0", ",", " ", "]]"].map { Array($0.utf8) }
        for _ in 0..<20_000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.remove(at: place)
                default:
                    if let piece = pieces.randomElement(using: &random) { text.insert(contentsOf: piece, at: place) }
                }
                if text.isEmpty { text = [10] }
            }
            let all = String(decoding: text, as: UTF8.self)
            for declaration in ScriptHeader(of: text).writes {
                #expect(all.contains(declaration.name))
                #expect(!declaration.name.isEmpty && declaration.line >= 1)
            }
            // Behind a statement nothing counts.
            #expect(ScriptHeader(of: Array("return\n".utf8) + text).writes == [])
        }
    }
}
