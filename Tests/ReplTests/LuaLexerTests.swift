import LuaBridge
import TestSupport
import Testing

@testable import Repl

@Suite
struct LuaLexerTests {
    private func pieces(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return LuaLexer.lexemes(scalars).map { lexeme in
            let word = String(String.UnicodeScalarView(scalars[lexeme.range]))
            switch lexeme.kind {
            case .name: return "name \(word)"
            case .keyword: return "keyword \(word)"
            case .number: return "number \(word)"
            case .comment: return "comment \(word)"
            case .symbol: return "symbol \(word)"
            case .string(let isClosed): return (isClosed ? "string " : "open ") + word
            }
        }
    }

    @Test(arguments: [
        ("x", ["name x"]),
        ("local é = 1", ["keyword local", "symbol é", "symbol =", "number 1"]),
        ("a..b", ["name a", "symbol ..", "name b"]),
        ("1..2", ["number 1", "symbol ..", "number 2"]),
        (".5e-3+0xA.8p+1", ["number .5e-3", "symbol +", "number 0xA.8p+1"]),
        ("'it''s", ["string 'it'", "open 's"]),
        ("'a\\'b' x", ["string 'a\\'b'", "name x"]),
        ("'a\nb", ["open 'a", "name b"]),
        ("'a\\\nb'", ["string 'a\\\nb'"]),
        ("'a\\z  \n  b'", ["string 'a\\z  \n  b'"]),
        ("'日本'", ["string '日本'"]),
        ("\"open \\", ["open \"open \\"]),
        ("[[a]b]]c", ["string [[a]b]]", "name c"]),
        ("[==[a]]b]=]c]==]d", ["string [==[a]]b]=]c]==]", "name d"]),
        ("[==[a]]", ["open [==[a]]"]),
        ("t[1]", ["name t", "symbol [", "number 1", "symbol ]"]),
        ("-- all of it\nx", ["comment -- all of it", "name x"]),
        ("--[[a\nb]] x", ["comment --[[a\nb]]", "name x"]),
        ("--[[a\nb", ["comment --[[a\nb"]),
        ("--[a\nb", ["comment --[a", "name b"]),
        ("a~=b//c::d", ["name a", "symbol ~=", "name b", "symbol //", "name c", "symbol ::", "name d"]),
        ("", []),
    ])
    func aTextIsCutIntoItsPieces(_ text: String, _ expected: [String]) {
        #expect(pieces(text) == expected)
    }

    /// The completion has a scanner of its own: both find the same names in anything that Lua compiles.
    @Test(arguments: [
        "", "local function f(a, b) return a.b[1] .. 'x' --[[c]] end", "t = {a = 1, ['b'] = [[\nx]]} -- end",
    ])
    func bothReadersFindTheSameNames(_ text: String) {
        var scanner = LuaScanner(Array(text.utf8))
        var names: [String] = []
        while let token = scanner.next() { if case .name(let name) = token { names.append(name) } }
        let found = pieces(text).filter { $0.hasPrefix("name ") || $0.hasPrefix("keyword ") }
            .map { String($0.drop { $0 != " " }.dropFirst()) }
        #expect(found == names)
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func anyTextIsCutInOrderAndAllButBlanksIsInAPiece(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ab_1.x'\"\\[]=-{}()\n z\t+:~é日".unicodeScalars)
        for _ in 0..<60 {
            let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? " "
            }
            var end = 0
            var isInOrder = true
            var between: [Unicode.Scalar] = []
            for lexeme in LuaLexer.lexemes(text) {
                isInOrder = isInOrder && lexeme.range.lowerBound >= end && !lexeme.range.isEmpty
                between += text[end..<max(end, lexeme.range.lowerBound)]
                end = lexeme.range.upperBound
            }
            #expect(isInOrder && end <= text.count)
            between += text[min(end, text.count)...]
            let isBlank = between.allSatisfy { $0.properties.isWhitespace }
            #expect(isBlank)
        }
    }
}
