import LuaBridge
import Testing

@testable import Repl

struct ReplSessionTests {
    /// A stand-in for Lua: brackets must be closed; `return` takes only what begins with a digit or a quote.
    private static func compile(_ text: String) -> Compilation<String> {
        let opened = text.filter { $0 == "(" || $0 == "{" }.count - text.filter { $0 == ")" || $0 == "}" }.count
        if text.hasPrefix("return ") {
            let first = text.dropFirst(7).first
            guard let first, first.isNumber || first == "'" || first == "{" else {
                return .failed(message: "unexpected symbol")
            }
            if text.hasSuffix("+") { return .failed(message: "unexpected symbol near <eof>") }
        } else if text.first?.isNumber ?? true || text.contains("bad") {
            return .failed(message: "stdin:1: syntax error near 'x'")
        }
        return opened > 0 ? .failed(message: "stdin:1: '}' expected near <eof>") : .chunk(text)
    }

    private func session() -> ReplSession<String> { ReplSession(compile: Self.compile) }

    private func describe(_ step: ReplSession<String>.Step) -> String {
        switch step {
        case .needMore: "more"
        case .nothing: "nothing"
        case .evaluate(let chunk, let entry, let prints): "run[\(chunk)] entry[\(entry)]\(prints ? "" : " quiet")"
        case .meta(let name, let argument, _): "meta \(name)(\(argument))"
        case .help(let subject, let source, _): "help \(subject)\(source ? " source" : "")"
        case .invalid(let message, _): "invalid \(message)"
        }
    }

    @Test(arguments: [
        ("1 + 1", "run[return 1 + 1] entry[1 + 1]"),
        ("1 + 1;", "run[return 1 + 1;] entry[1 + 1;] quiet"),
        ("= 5", "run[return 5] entry[= 5]"),
        ("x = 1", "run[x = 1] entry[x = 1]"),
        ("x = 1;", "run[x = 1;] entry[x = 1;]"),
        ("   ", "nothing"), ("", "nothing"),
        ("bad", "invalid stdin:1: syntax error near 'x'"),
        ("f(", "more"), ("1 +", "more"),
        (".help", "meta help()"), ("  .output  json ", "meta output(json)"), (".5", "run[.5] entry[.5]"),
        ("experiments.get?", "help experiments.get"), ("f??", "help f source"), ("?", "help "),
        ("s:rep ?", "help s:rep"),
        ("a\nb", "run[a\nb] entry[a\nb]"),
        ("1; -- quiet", "run[return 1; -- quiet] entry[1; -- quiet] quiet"),
        ("a\r\nb\r", "run[a\nb] entry[a\nb]"), ("#!/usr/bin/env ampsh", "nothing"),
        ("#!/usr/bin/env ampsh\nx = 1", "run[x = 1] entry[x = 1]"),
        (".save! x", "meta save!(x)"),
    ])
    func oneLine(_ line: String, _ expected: String) {
        var session = session()
        #expect(describe(session.feed(line)) == expected)
    }

    // field/prompt 13
    @Test(arguments: [
        ("x = \"abc", false), ("'abc", false), ("f('a", false), ("x = 'a\\", true), ("x = 'a\\z", true),
        ("x = [[abc", true), ("--[[abc", true), ("x = {'a'", true), ("x = {'a", false), ("f(", true),
    ])
    func aStringThatNoLineCanEndIsSaidAtOnce(_ line: String, _ asksForMore: Bool) throws {
        let fixture = try ReplFixture()
        let lua = fixture.context.thread
        defer { withExtendedLifetime(fixture) {} }
        var session = ReplSession<Int> { text in
            do throws(LuaError) {
                try lua.load(text, name: "=stdin")
                lua.pop()
                return .chunk(1)
            } catch {
                return .failed(message: error.message)
            }
        }
        let step = session.feed(line)
        #expect(session.isContinuing == asksForMore)
        if case .invalid(let message, _) = step { #expect(message.contains("unfinished string")) }
    }

    @Test func aBlockIsOneEntry() {
        var session = session()
        #expect(describe(session.feed("f({")) == "more")
        #expect(session.isContinuing)
        #expect(describe(session.feed("  .help")) == "more")
        #expect(describe(session.feed("})")) == "run[f({\n  .help\n})] entry[f({\n  .help\n})]")
        #expect(!session.isContinuing)
    }

    @Test func anExpressionOverLinesIsStillPrinted() {
        var session = session()
        #expect(describe(session.feed("{1,")) == "more")
        #expect(describe(session.feed("2}")) == "run[return {1,\n2}] entry[{1,\n2}]")
    }

    @Test func cancelDropsTheBlock() {
        var session = session()
        _ = session.feed("f(")
        session.cancel()
        #expect(describe(session.feed("x = 2")) == "run[x = 2] entry[x = 2]")
    }

    @Test func anErrorInABlockEndsIt() {
        var session = session()
        _ = session.feed("f(")
        #expect(describe(session.feed("bad")).hasPrefix("invalid"))
        #expect(!session.isContinuing)
    }

    @Test func theEndOfInputInABlockIsAnError() {
        var session = session()
        #expect(describe(session.finish()) == "nothing")
        _ = session.feed("f(")
        #expect(describe(session.finish()) == "invalid stdin:1: '}' expected near <eof>")
    }

    @Test func aSubmittedEntryIsWholeOrWrong() {
        var session = session()
        #expect(describe(session.submit("x = 1\r\ny = 2\n\n")) == "run[x = 1\ny = 2] entry[x = 1\ny = 2]")
        #expect(describe(session.submit("f(")) == "invalid stdin:1: '}' expected near <eof>")
        #expect(!session.isContinuing)
        #expect(describe(session.submit(".help")) == "meta help()")
    }

    @Test(arguments: [("local x = 1", true), ("local x = 1; print(x)", false), ("x = 1", false), ("localx = 1", false)])
    func theNoteAboutLocals(_ line: String, _ expected: Bool) {
        #expect(LocalNote.applies(to: line) == expected)
    }
}
