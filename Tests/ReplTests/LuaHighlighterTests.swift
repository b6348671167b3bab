import ReplSupport
import Terminal
import TestSupport
import Testing

@testable import Repl

@Suite
struct LuaHighlighterTests {
    private let highlighter = LuaHighlighter(
        isKnown: { ["print", "experiments", "experiments.list", "t", "t.a"].contains($0.joined(separator: ".")) },
        isBeginning: { name in ["print", "experiments", "end"].contains { $0.hasPrefix(name) } })

    /// Each stretch as its style and its text.
    private func styled(_ text: String, cursor: Int? = nil) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return highlighter.spans(scalars, cursor: cursor).map { span in
            "\(span.style) \(String(String.UnicodeScalarView(scalars[span.range])))"
        }
    }

    @Test(arguments: [
        ("print('a', 1) -- c", ["cyan print", "green 'a'", "yellow 1", "dim -- c"]),
        ("local x = nil", ["magenta local", "magenta nil"]),
        ("experiments.list{limit = 3}", ["cyan experiments", "cyan list", "yellow 3"]),
        ("experiments.lits{}", ["cyan experiments"]),
        ("experimets.list()", ["dimRed experimets"]),
        ("x = 1; print(x, y)", ["yellow 1", "cyan print", "dimRed y"]),
        ("a, b = 1, 2; a = b", ["yellow 1", "yellow 2"]),
        ("{a, b = 1}", ["dimRed a", "yellow 1"]),
        ("local a <const>, b = 1 print(a, b)", ["magenta local", "yellow 1", "cyan print"]),
        ("for k, v in t do k() end", ["magenta for", "magenta in", "cyan t", "magenta do", "magenta end"]),
        ("function f(a, ...) return a, f end", ["magenta function", "magenta return", "magenta end"]),
        ("local function f() end f()", ["magenta local", "magenta function", "magenta end"]),
        ("goto x ::x:: x()", ["magenta goto", "dimRed x"]), ("::a:: ::b:: goto b", ["magenta goto"]),
        ("f().print", ["dimRed f"]),
        ("t.a.b", ["cyan t", "cyan a"]),
        ("('x'):print()", ["green 'x'"]),
        ("x == 1", ["dimRed x", "yellow 1"]),
        (")", ["red )"]),
        ("[[open", ["green [[open"]),
    ])
    func eachKindHasItsStyle(_ text: String, _ expected: [String]) {
        #expect(styled(text) == expected)
    }

    @Test func aNameThatIsOnItsWayIsNotCalledUnknown() {
        #expect(styled("pri", cursor: 3) == [])
        #expect(styled("prx", cursor: 3) == ["dimRed prx"])
        #expect(styled("pri", cursor: 1) == ["dimRed pri"])
        #expect(styled("pri ", cursor: 4) == ["dimRed pri"])
    }

    @Test(arguments: [
        ("t[(1)]", 0, []), ("t[(1)]", 1, ["[", "]"]), ("t[(1)]", 3, ["(", ")"]), ("t[(1)]", 6, ["[", "]"]),
        ("t[(1)]", 5, ["[", "]"]), ("')' (", 5, []), ("{ -- }\n}", 8, ["{", "}"]),
    ])
    func theBracketAtTheCursorAndItsPartnerAreMarked(_ text: String, _ cursor: Int, _ expected: [String]) {
        #expect(styled(text, cursor: cursor).filter { $0.hasPrefix("marked") } == expected.map { "marked " + $0 })
    }

    @Test func aCommandIsKnownByItsName() throws {
        let fixture = try ReplFixture()
        let highlighter = ReplHighlighter(context: fixture.context)
        func styled(_ text: String, cursor: Int? = nil) -> [String] {
            let scalars = Array(text.unicodeScalars)
            return highlighter.spans(scalars, cursor: cursor).map { span in
                "\(span.style) \(String(String.UnicodeScalarView(scalars[span.range])))"
            }
        }
        #expect(styled(".watch 2 nosuch()") == ["cyan .watch", "yellow 2", "dimRed nosuch"])
        #expect(styled(".save! x") == ["cyan .save!"])
        #expect(styled(".wat") == ["dimRed .wat"])
        #expect(styled(".wat", cursor: 4) == [])
        #expect(styled(".5") == ["yellow .5"])
        #expect(styled("string.rep") == ["cyan string", "cyan rep"])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyTextHasStylesInOrder(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let words = [
            "local", "function", "end", "(", ")", "{", "}", "[", "]", "'", "\"", "--", "[[", "]]", "x", "print", ".",
            ":",
            ",", "=", "goto", "::", "\n", " ", "for", "in", "日", "1",
        ]
        for _ in 0..<60 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            .joined(separator: Bool.random(using: &generator) ? " " : "")
            let scalars = Array(text.unicodeScalars)
            var end = 0
            for span in highlighter.spans(scalars, cursor: Int.random(in: 0...scalars.count, using: &generator)) {
                #expect(span.range.lowerBound >= end && !span.range.isEmpty && span.range.upperBound <= scalars.count)
                end = span.range.upperBound
            }
        }
    }
}
