import ReplSupport
import Terminal
import Testing

@testable import Repl

@Suite
struct LuaBindingsTests {
    @Test(
        arguments: [
            ("for e in experiments.each{} do e.", LuaBindings.Source.call(["experiments", "each"], isItem: true)),
            ("for _, e in ipairs(experiments.all()) do e.", .call(["experiments", "all"], isItem: true)),
            ("for _, e in ipairs(list) do e.", .item(["list"])),
            ("local e = experiments.get('1') e.", .call(["experiments", "get"], isItem: false)),
            ("e = experiments.get'1' e.", .call(["experiments", "get"], isItem: false)),
            ("parallel(list, function(e) e.", .item(["list"])),
            ("parallel(experiments.all{limit = (1)}, function(e) e.", .call(["experiments", "all"], isItem: true)),
            ("e = 1; e = f() e.", .call(["f"], isItem: false)), ("e = 1 e.", nil), ("for i, e in pairs do e.", nil),
            ("g(list, function(e) e.", nil), ("x.e = f() e.", nil), ("e.", nil),
        ] as [(String, LuaBindings.Source?)])
    func aTextSaysWhatANameHolds(_ text: String, _ expected: LuaBindings.Source?) {
        #expect(LuaBindings.source(of: "e", in: text) == expected)
    }

    @Test func fieldsAndValuesAreCompleted() throws {
        let host = StubReplHost()
        host.onFields = { path, isItem in
            path.names == ["experiments", "each"] && isItem
                ? [("key", "its key"), ("state", "its state"), ("end", "x")] : []
        }
        host.onValues = { $0 == "state" ? ["running", "planning"] : [] }
        let fixture = try ReplFixture(host)
        let completer = ReplCompleter(context: fixture.context)
        func texts(_ before: String) -> [String] { completer.complete(before, pending: nil).candidates.map(\.text) }
        #expect(texts("for e in experiments.each{} do print(e.") == ["key", "state"])
        #expect(texts("for e in experiments.each{} do print(e.st") == ["state"])
        #expect(texts("if e.state == ") == ["\"running\"", "\"planning\""])
        #expect(texts("if e.state ~= 'r") == ["'running'"])
        try fixture.enter("list = {{key = 1, size = 2}};")
        #expect(texts("for _, e in ipairs(list) do e.s") == ["size"])
    }

    @Test func whereNothingIsWrittenAllNamesFit() throws {
        let fixture = try ReplFixture()
        let completer = ReplCompleter(context: fixture.context)
        for before in ["", "print(", "x = ", "x = 1; ", "if ", "x = 1\n"] {
            #expect(completer.complete(before, pending: nil).candidates.contains { $0.text == "print" }, "\(before)")
        }
        for before in ["x ", "1 ", "f() ", "'a' ", "for ", "local "] {
            #expect(completer.complete(before, pending: nil).candidates.isEmpty, "\(before)")
        }
    }
}
