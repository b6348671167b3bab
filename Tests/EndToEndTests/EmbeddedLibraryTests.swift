import TestSupport
import Testing

/// The standard library of scripts, which is in the binary.
struct EmbeddedLibraryTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Something of every module, so that one that is missing or does not load is noticed.
    private static let everyModule = """
        -- all.lua: uses every module.
        --
        -- Usage: ampsh run all.lua [options] WORD
        --
        -- Options:
        --   -n, --times N  how often [default: 2]
        --
        -- writes: nothing

        local cli = require "ampsh.cli"
        local options, words = cli.parse({times = cli.count}, ...)
        local m = {}
        for _, name in ipairs{
          "arguments", "batch", "cells", "command", "creation", "csv", "damage", "draft", "format", "glob", "list", "nearest",
          "output", "pick", "strict", "text", "usage", "weights",
        } do m[name] = require("ampsh." .. name) end
        local e = experiments.find{key = words[1]}()
        print(e.key, options.times, m.weights.text(e), m.format.count(2, "word"), m.csv.line{"a", "=b"})
        print(m.glob.compile "check*"(e.key), m.text.trim " a ", m.nearest("lst", {list = true}), m.damage.of "#REF!" ~= nil)
        print(#m.list.minus({1, 2, 3}, {2}), #m.list.pieces({1, 2, 3}, 2), m.pick.name(e), m.command.quote "a b")
        print(#m.pick.all(m.pick.here, m.pick.filter{key = {"checkout-*"}, enabled = "yes"}), m.creation.place(e) ~= "")
        local given = m.draft.of(e, m.pick.here, m.pick.here)
        given.projectId = e.projectId
        print(m.arguments.problem(m.pick.here, given), m.cells.readers(m.arguments.parameters(m.pick.here)).key ~= nil)
        print(m.usage.forms({"Usage: x A"}, {})[1].least, m.strict({a = 1}, "x").a, type(m.output.open))
        print(m.batch.run{items = {1}, words = tostring, act = function() end})
        """

    private static let printed = """
        checkout-copy-test	2	control=1,treatment=1	2 words	a,'=b
        true	a	list	true
        2	2	checkout-copy-test (26301)	'a b'
        1	true
        nil	true
        1	1	function
        1: done
        """

    /// The binary alone, in a folder with nothing but a script.
    private func alone(_ arguments: [String]) throws -> ShellProcess.Result {
        let copied = try home.system("mkdir alone && cp '\(ShellHome.executable)' alone/ampsh")
        try #require(copied.exitCode == 0, "\(copied.errors)")
        _ = try home.write(Self.everyModule, to: "alone/all.lua")
        return try home.system(
            "cd alone && ./ampsh --sandbox-path :memory: \(arguments.joined(separator: " ")) all.lua checkout-copy-test"
        )
    }

    @Test(arguments: [[], ["--restricted"]])
    func aBinaryAloneRunsAScriptThatUsesEveryModule(_ options: [String]) throws {
        let result = try alone(options)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.hasPrefix(Self.printed), "\(result.output)")
    }

    @Test func aFileNeverTakesThePlaceOfAModule() throws {
        _ = try home.system("mkdir -p ampsh lib data/ampsh/scripts/ampsh")
        for file in ["ampsh/cli.lua", "data/ampsh/scripts/ampsh/cli.lua"] {
            _ = try home.write("return {parse = 'shadow'}", to: file)
        }
        _ = try home.write("return 'mine'", to: "lib/cli.lua")
        let script = try home.write(
            """
            package.preload["ampsh.cli"] = function() return {parse = "shadow"} end
            print(type(require "ampsh.cli".parse), (require "lib.cli"))
            """, to: "try.lua")
        let result = try home.ampsh(["--sandbox-path", ":memory:", script])
        #expect(result.output == "function\tmine\n", "\(result.errors)")
        #expect(result.errors == "")
        let restricted = try home.ampsh(
            [
                "--sandbox-path", ":memory:", "--restricted",
                home.write("print(type(require 'ampsh.cli'.parse))", to: "r.lua"),
            ])
        #expect(restricted.output == "function\n")
    }

    @Test(arguments: [[], ["--restricted"]])
    func theNamesOfFormerTimesWorkWithOneWarning(_ options: [String]) throws {
        let script = try home.write(
            """
            assert(require "lib.cli" == require "ampsh.cli" and require "lib.weights" == require "ampsh.weights")
            assert(require "lib.cli" == require "lib.cli")
            print(pcall(require, "lib.nothing"))
            """, to: "try.lua")
        let result = try home.ampsh(options + ["--sandbox-path", ":memory:", script])
        #expect(
            result.errors == "ampsh: warning: lib.cli is ampsh.cli by now, and so is all of lib.*\n", "\(result.errors)"
        )
        #expect(result.output.hasPrefix("false\t"), "\(result.output)")
    }

    @Test(arguments: [[], ["--restricted"]])
    func aModuleThatIsNotThereIsToldWithTheNearest(_ options: [String]) throws {
        let script = try home.write("require 'ampsh.wieghts'", to: "try.lua")
        let result = try home.ampsh(options + ["--sandbox-path", ":memory:", script])
        #expect(result.exitCode == 1)
        #expect(
            result.errors.contains("no module 'ampsh.wieghts' in ampsh; did you mean ampsh.weights?"),
            "\(result.errors)")
    }

    @Test func whatIsGlobalIsAModuleToo() throws {
        #expect(
            try home.evaluate("require 'ampsh'.experiments == experiments and require 'ampsh'.count_by == count_by")
                == "true")
    }

    @Test func helpKnowsTheModulesAndTheirFunctions() throws {
        func help(_ name: String) throws -> String { try home.evaluate("help '\(name)'") }
        let module = try help("ampsh.list")
        #expect(module.hasPrefix("ampsh.list\n\nLists of names"), "\(module)")
        #expect(module.contains("\n  list.minus(items, others)\n      The items of the first array"), "\(module)")
        #expect(try help("ampsh.cli.count").hasPrefix("cli.count(word)\n\nA whole number from 1."))
        #expect(try help("ampsh.nearest").contains("require \"ampsh.nearest\"(word, known)"))
        #expect(try help("ampsh.clii") == "no help for \"ampsh.clii\"; did you mean ampsh.cli?")
        #expect(try help("ampsh.cli.nothing").hasPrefix("no help for"))
    }

    private static let greeter = """
        -- greet: greets.
        --
        -- Usage: ampsh greet [options] [NAME]
        --
        -- Options:
        --   --loud  loudly

        local options, names = require "ampsh.cli".parse(...)
        print("hello", names[1], options.loud)

        """

    @Test func aScriptOnStandardInputAndTheCodeOfEHaveTheirHeaders() throws {
        let piped = try home.ampsh(["--sandbox-path", ":memory:", "-", "--loud", "ada"], input: Self.greeter)
        #expect(piped.output == "hello\tada\ttrue\n", "\(piped.errors)")
        let help = try home.ampsh(["--sandbox-path", ":memory:", "-", "--help"], input: Self.greeter)
        #expect(help.exitCode == 0)
        #expect(help.output.hasPrefix("greet: greets.\n"))
        let wrong = try home.ampsh(["--sandbox-path", ":memory:", "-", "--lout"], input: Self.greeter)
        #expect(wrong.exitCode == 2)
        #expect(wrong.errors.contains("unknown option --lout; did you mean --loud?"), "\(wrong.errors)")
        let code = try home.ampsh(["--sandbox-path", ":memory:", "-e", "\n" + Self.greeter])
        #expect(code.output == "hello\tnil\tfalse\n", "\(code.errors)")
        let restricted = try home.ampsh(["--sandbox-path", ":memory:", "--restricted", "-", "x"], input: Self.greeter)
        #expect(restricted.output == "hello\tx\tfalse\n", "\(restricted.errors)")
    }

    @Test(arguments: ["Usage: greet NAME", "Usage: ampsh greet NAME", "Usage: ampsh run greet NAME"])
    func aUsageLineNamesTheScriptInEitherWay(_ usage: String) throws {
        let script = try home.write(
            "-- greet: greets.\n--\n-- \(usage)\n\nprint(require 'ampsh.cli'.parse(...))", to: "greet.lua")
        #expect(try home.ampsh(["--sandbox-path", ":memory:", script, "a"]).exitCode == 0)
        let none = try home.ampsh(["--sandbox-path", ":memory:", script])
        #expect(none.exitCode == 2)
        #expect(none.errors.hasPrefix("greet.lua: it needs NAME\n"), "\(none.errors)")
    }

    @Test func withoutReadersTheyAreTexts() throws {
        let script = try home.write(
            """
            -- t: tries.
            --
            -- Options:
            --   -n N  a number

            local cli = require "ampsh.cli"
            print(math.type(cli.parse("-n", "3").n), math.type(cli.parse({n = cli.count}, "-n", "3").n))
            """, to: "t.lua")
        #expect(try home.ampsh(["--sandbox-path", ":memory:", script]).output == "nil\tinteger\n")
    }

    @Test func listsAreReadFromFilesAndTakenApart() throws {
        let file = try home.write("\u{FEFF}a\r\n# no\n\n b \u{A0}\nc", to: "list.txt")
        let code = """
            local list = require "ampsh.list"
            print(table.concat(list.read "\(file)", ","), json.encode(list.pieces({1, 2, 3, 4, 5}, 2)))
            print(json.encode(list.unique{"a", "b", "a"}), json.encode(list.minus({1, 2}, {1, 2})), list.has({"x"}, "x"))
            print(#list.of(experiments.find{key = "checkout-*"}), #list.filter(experiments.each{}, function(e) return e.enabled end))
            """
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "-e", code])
        #expect(
            result.output == """
                a,b,c	[[1,2],[3,4],[5]]
                ["a","b"]	[]	true
                1	29

                """, "\(result.output)\(result.errors)")
    }
}
