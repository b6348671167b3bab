import TestSupport
import Testing

/// Where a script finds its modules: through a link, and in folders with odd names.
struct ScriptFolderTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// A script `main.lua` in a folder, with a module beside it and one in its `lib/`.
    private func script(in folder: String) throws -> String {
        let lines = """
            mkdir -p '\(folder)/lib' && cd '\(folder)' &&
            echo 'print((require "beside"), (require "inside"), (require "lib.inside"))' > main.lua &&
            echo 'return "one"' > beside.lua && echo 'return "two"' > lib/inside.lua
            """
        #expect(try home.system(lines).exitCode == 0)
        return "\(home.path)/\(folder)/main.lua"
    }

    private func run(_ script: String, _ options: [String] = []) throws -> ShellProcess.Result {
        try home.ampsh(["--sandbox-path", ":memory:"] + options + [script])
    }

    @Test(arguments: ["a;b", "what?", ";", "a;b?c;", "with space", "ü;é"], [[], ["--restricted"]])
    func modulesAreFoundInFoldersOfAnyName(_ folder: String, _ options: [String]) throws {
        // field/faults 18
        let result = try run(try script(in: folder), options)
        #expect(result.output == "one\ttwo\ttwo\n", "\(result.errors)")
    }

    @Test func whereItLookedIsSaidWithTheFoldersOwnName() throws {
        _ = try home.system("mkdir -p 'a;b' && echo 'require \"not.there\"' > 'a;b/main.lua'")
        let result = try run("a;b/main.lua")
        #expect(result.exitCode == 1)
        for file in ["a;b/not/there.lua", "a;b/lib/not/there/init.lua", "./not/there.lua"] {
            #expect(result.errors.contains("\n\tno file '\(file)'\n"), "\(result.errors)")
        }
    }

    @Test func theDataFolderMayHaveAnyNameToo() throws {
        let folder = home.path + "/data;?"
        _ = try home.system(
            "cd /; mkdir -p '\(folder)/ampsh/scripts/lib'; cd '\(folder)'/*/*/lib; echo 'return 5' > five.lua")
        let result = try home.ampsh(
            ["--sandbox-path", ":memory:", "-e", "return (require 'five')"], environment: ["XDG_DATA_HOME": folder])
        #expect(result.output == "5\n", "\(result.errors)")
    }

    @Test(arguments: [[], ["--restricted"]])
    func aScriptRunThroughALinkFindsItsModules(_ options: [String]) throws {
        // field/faults 18
        _ = try script(in: "real;place")
        let lines = """
            mkdir -p bin/lib && ln -s '../real;place/main.lua' bin/tool && ln -s tool bin/again &&
            echo 'return "wrong"' > bin/lib/inside.lua
            """
        #expect(try home.system(lines).exitCode == 0)
        for link in ["bin/tool", "bin/again", "\(home.path)/bin/tool"] {
            let result = try run(link, options)
            #expect(result.output == "one\ttwo\ttwo\n", "\(result.errors)")
        }
    }

    @Test func beyondWhereTheLinkLeadsItsOwnFolderIsSearched() throws {
        _ = try home.system("mkdir real bin && ln -s ../real/main.lua bin/tool")
        _ = try home.write("print((require 'local'))", to: "real/main.lua")
        _ = try home.write("return 'here'", to: "bin/local.lua")
        #expect(try run("bin/tool").output == "here\n")
        // Code that one does not trust does not leave the folder of its file.
        #expect(try run("bin/tool", ["--restricted"]).exitCode == 1)
    }

    @Test func aShippedScriptRunsThroughALink() throws {
        _ = try home.system("ln -s \(ShellHome.repository)/scripts/status.lua st")
        let result = try home.ampsh(["--sandbox-path", ":memory:", "st", "guest-*"])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.lines.count == 2)
    }
}
