import TestSupport
import Testing

@testable import Terminal

/// Random rows of keys from the table of keys, in whatever state they lead to: the prompt goes on, the terminal is put back,
/// and no part of a sequence is typed.
@Suite(.serialized)
struct RandomKeysTests: PromptDriving {
    let highlights = true

    /// As a terminal sends them. Without those that leave, stop the process or take the next key as it is.
    private static let keys: [String] = {
        let bound = KeyBinding.all.compactMap(\.key) + KeyBinding.inherited.map(\.key)
        let left: Set<String> = ["^D", "^V", "\\t", "^M", "^J"]
        return bound.filter { !left.contains($0) }.map { key in
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
    }()

    @Test func rowsOfKeysTypeNothing() throws {
        let start = ContinuousClock.now
        var generator = SeededGenerator(seed: 19)
        let session = try self.start()
        for line in ["xx xxx", "x x x"] {
            session.type("'\(line)'\r")
            try session.expectScreen("its output") { $0.text.hasSuffix("\n\(line)\ntest>") }
        }
        let count = Reliability.count(60, full: 2_000)
        let typed = ["x", " ", "x x", "\u{1B}[200~x\nx\u{1B}[201~", "'"]
        for _ in 1...count {
            var row = ""
            for _ in 0..<Int.random(in: 1...14, using: &generator) {
                let isKey = Int.random(in: 0...3, using: &generator) > 0
                row += (isKey ? Self.keys : typed).randomElement(using: &generator) ?? ""
            }
            // What waits for another key has it; a search and a paste are ended.
            session.type(row + "x\u{1B}[201~Z")
            try session.expectScreen("the marker behind \(row.debugDescription)") { $0.text.contains("Z") }
            let shown = session.screen.text.split(separator: "\n").drop {
                !$0.contains("test>") && !$0.contains("(search")
            }
            .joined(separator: "\n")
            let own = Set("xX '`\"Z>(),:\n^C\u{2026}")
            var letters = shown
            for word in ["test>", "search forward", "search", "not found"] {
                letters = letters.split(separator: word, omittingEmptySubsequences: false).joined()
            }
            let others = letters.filter { !own.contains($0) && !"stdin#:0123456789".contains($0) }
            #expect(Self.isMessage(others), "\(row.debugDescription): \(shown)")
            session.type("\u{3}\u{C}")
            try session.expectScreen("an empty line behind \(row.debugDescription)") { $0.text == "test>" }
        }
        session.type("'ali' .. 've'\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("\nalive\ntest>") }
        try leave(session)
        #expect(session.isCooked && !session.screen.isPasteMode && session.screen.unknown == [])
        Reliability.report("random rows of keys", count: count, "no letter typed, no crash", since: start)
    }

    /// What the prompt itself says of a line of `x`: that it is nil, or no Lua.
    private static func isMessage(_ text: String) -> Bool {
        text.isEmpty
            || ["nil", "syntax", "near", "eof", "note", "unfinished", "expected"].contains { text.contains($0) }
    }

    @Test func rowsOfKeysAndWordsEndNothing() throws {
        let start = ContinuousClock.now
        var generator = SeededGenerator(seed: 91)
        let session = try self.start(columns: 40, rows: 12)
        let words = [
            "string.", "for i = 1, 2 do", "local f = function(x)", "{", "}", "(", ")", "'", "\"", "[[", "--", " ",
            "end", ".he",
            "日本", "e\u{301}", "\t", "\t\t", "\u{1B}[Z", "\u{1B}[200~a = {\n1,\n\u{1B}[201~",
        ]
        let count = Reliability.count(60, full: 2_000)
        for _ in 1...count {
            var row = ""
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                let isKey = Bool.random(using: &generator)
                row +=
                    (isKey ? Self.keys.filter { $0 != "\r" && $0 != "\n" } : words).randomElement(using: &generator)
                    ?? ""
            }
            session.type(row + "x\u{1B}[201~\u{3}")
            // Two that come where no line is read are meant to end it.
            try session.expect("^C")
            try session.expectLastRow("test>")
        }
        session.type("'ali' .. 've'\r")
        try session.expectScreen("its output") { $0.text.hasSuffix("\nalive\ntest>") }
        try leave(session)
        #expect(session.isCooked && !session.screen.isPasteMode && session.screen.unknown == [])
        Reliability.report("random rows of words", count: count, "no crash, the terminal put back", since: start)
    }
}
