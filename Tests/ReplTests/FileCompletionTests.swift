import LuaBridge
import Platform
import Terminal
import TestSupport
import Testing

@testable import Repl

struct FileCompletionTests {
    private let folder: FreshFolder

    init() throws {
        folder = try FreshFolder()
        for name in ["sub", "mod"] { #expect(mkdir("\(folder.path)/\(name)", 0o700) == 0) }
        for name in ["one.lua", "one two.lua", ".hidden.lua", "sub/inner.lua", "mod/init.lua", "bad\u{1B}name.lua"] {
            let file = try #require(fopen("\(folder.path)/\(name)", "w"))
            fclose(file)
        }
    }

    private func candidates(_ before: String, after: String = "") throws -> [String]? {
        let context = try #require(CompletionContext(before: before, after: after))
        return FileCompletion(home: folder.path).inCall(context)?.candidates.map(\.text)
    }

    @Test func filesAreOfferedWhereACallTakesOne() throws {
        let path = folder.path
        #expect(try candidates("dofile(\"\(path)/o") == ["\"\(path)/one two.lua\"", "\"\(path)/one.lua\""])
        #expect(try candidates("io.open('\(path)/s") == ["'\(path)/sub/"])
        #expect(try candidates("loadfile \"\(path)/sub/") == ["\"\(path)/sub/inner.lua\""])
        #expect(try candidates("dofile(\"\(path)/.h") == ["\"\(path)/.hidden.lua\""])
        #expect(try candidates("dofile(\"\(path)/b") == [])
        #expect(try candidates("dofile(\"\(path)/sub/i", after: "\")") == ["\"\(path)/sub/inner.lua"])
        #expect(try candidates("os.rename(\"a\", \"\(path)/s") == ["\"\(path)/sub/"])
        #expect(try candidates("io.open(\"a\", \"\(path)/s") == nil)
        #expect(try candidates("print(\"\(path)/s") == nil)
        #expect(try candidates("dofile(\"/nonexistent/") == [])
    }

    @Test func homeIsWrittenOutForLuaAndKeptForCommands() throws {
        #expect(try candidates("dofile(\"~/su") == ["\"\(folder.path)/sub/"])
        let command = FileCompletion(home: folder.path).afterCommand(TypedWords("~/one"))
        #expect(command.candidates.map(\.text) == ["\"~/one two.lua\"", "~/one.lua"])
        #expect(command.replacedBytes == 5)
        #expect(FileCompletion(home: nil).afterCommand(TypedWords("~/one")).candidates.isEmpty)
    }

    // field/prompt 23
    @Test(arguments: [
        ("so", ["\"so me/"]), ("\"so", ["\"so me/"]), ("'so", ["'so me/"]), ("\"so me/", ["\"so me/it's.lua\""]),
        ("so\\ me/", ["\"so me/it's.lua\""]), ("'so me/", ["\"so me/it's.lua\""]), ("pl", ["plain.lua"]),
        ("\"pl", ["\"plain.lua\""]), ("x\"y/", []),
    ])
    func namesAfterACommandAreQuotedAsTheCommandReadsThem(_ typed: String, _ expected: [String]) throws {
        #expect(mkdir("\(folder.path)/so me", 0o700) == 0)
        for name in ["so me/it's.lua", "plain.lua"] {
            fclose(fopen("\(folder.path)/\(name)", "w"))
        }
        let words = TypedWords(typed)
        let start = typed.first == "\"" || typed.first == "'" ? String(typed.prefix(1)) : ""
        let rest = start.isEmpty ? typed : String(typed.dropFirst())
        let result = FileCompletion(home: nil).afterCommand(TypedWords(start + folder.path + "/" + rest))
        let texts = result.candidates.map { candidate in
            candidate.text.split(separator: folder.path + "/", omittingEmptySubsequences: false).joined()
        }
        #expect(texts == expected)
        #expect(words.whole.isEmpty)
        for text in result.candidates.map(\.text) where text.hasSuffix(".lua\"") {
            let read = try CommandInput(name: "load", argument: text).words()
            #expect(read.count == 1 && access(read[0], F_OK) == 0)
        }
    }

    @Test func modulesComeFromThePathAndFromWhatIsLoaded() throws {
        let state = try LuaState()
        try state.main.load("package.path = '\(folder.path)/?.lua;\(folder.path)/?/init.lua'", name: "=setup")
        try state.main.call(arguments: 0, results: 0)
        func modules(_ before: String) throws -> [String]? {
            let context = try #require(CompletionContext(before: before))
            defer { #expect(state.main.top == 0) }
            return ModuleCompletion(thread: state.main, modules: ["ampsh.cli", "ampsh.csv", "ampsh.pick"]).inCall(
                context)?.candidates.map(\.text)
        }
        #expect(try modules("require \"o") == ["\"one\"", "\"one two\"", "\"os\""])
        #expect(try modules("require('m") == ["'math'", "'mod'"])
        #expect(try modules("require 'sub.") == ["'sub.inner'"])
        #expect(try modules("require 'ampsh.c") == ["'ampsh.cli'", "'ampsh.csv'"])
        #expect(try modules("f 'm") == nil)
    }
}
