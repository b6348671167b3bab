import TestSupport
import Testing

/// `--restricted` on the real binary: what code can reach, what it may change, and 60 attempts to get further.
struct RestrictedTests {
    private static let fixtures = ShellHome.repository + "/Tests/Fixtures/restricted/"
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func restricted(_ code: String, _ options: [String] = [], input: String = "") throws -> ShellProcess.Result
    {
        let file = try home.write(code, to: "script.lua")
        return try home.ampsh(options + ["--sandbox-path", home.sandbox, "--restricted", file], input: input)
    }

    // MARK: - What there is

    /// Every new name fails here: put it into the fixture only when code that nobody trusts may have it.
    @Test func whatCodeCanReachIsTheWrittenList() throws {
        let snapshot = try fixture("snapshot.lua")
        let result = try restricted(snapshot)
        #expect(result.errors == "")
        try #require(result.exitCode == 0)
        try compare(result.lines)
    }

    @Test func aPromptAddsNothing() throws {
        let snapshot = try fixture("snapshot.lua")
        _ = try home.write(snapshot, to: "snapshot.lua")
        let line =
            "do " + snapshot.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: " ") + " end"
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "--restricted", "-i"], input: line + "\n")
        #expect(result.errors == "")
        try compare(result.lines)
    }

    private func compare(_ lines: [String]) throws {
        let allowed = Set(try fixture("reachable.txt").split(separator: "\n").map(String.init))
        // `arg` holds the command line.
        let reached = Set(lines.filter { !$0.hasPrefix("_G.arg.") })
        #expect(reached.count > 100)
        #expect(reached.subtracting(allowed).sorted() == [], "code that is not trusted can reach these")
        #expect(allowed.subtracting(reached).sorted() == [], "these are not there any more")
    }

    private func fixture(_ name: String) throws -> String {
        let reader = try home.ampsh(["-e", "io.write(assert(io.open('\(Self.fixtures)\(name)')):read('a'))"])
        try #require(reader.exitCode == 0, "\(reader.errors)")
        return reader.output
    }

    // MARK: - Escapes

    /// Each is to answer something true if it got out.
    @Test(arguments: [
        // Names.
        "io", "debug", "package", "dofile", "loadfile", "os.execute", "os.exit", "os.getenv", "os.remove", "os.rename",
        "os.tmpname", "os.setlocale", "string.dump", "_G.io", "_G['debug']", "_ENV.io", "rawget(_G, 'io')",
        "getmetatable(_G)", "_G._G._G.package", "(function() return _ENV end)().io",
        // Modules.
        "require 'io'", "require 'os'.execute", "require 'debug'", "require 'package'", "require 'string'.dump",
        "require '_G'.io", "require 'ampsh'.io", "require '../outside'", "require '..outside'", "require '/etc/passwd'",
        "require '/etc/hostname'", "require 'linked'", "require 'folder.linked'", "require 'lib.linked'",
        "require 'native'", "require 'a b'", "require ''", "require '.outside'", "require 'outside\\0'",
        "require 'data'", "require(setmetatable({}, {__tostring = function() return 'io' end}))",
        "coroutine.wrap(require)('io')", "select(2, pcall(require, 'io')).io",
        // Compiled chunks.
        "load('\\27Lua')", "load('\\27LuaT\\0\\x19\\x93', 'x', 'b')", "load('return 1', 'x', 'b')",
        "load(function() return nil end, 'x', 'b')", "load('return io', 'x', 't', _G)()", "load('return io')()",
        "load('return debug', 'x', nil)()", "load('return os.execute', 'x', 'bt')()", "load('return package')()",
        "string.format('%s', load):find('dump')",
        // Metatables.
        "getmetatable('').__index", "getmetatable(null)", "getmetatable(array{}).__name",
        "getmetatable(select(2, pcall(experiments.get, ''))).__tostring", "getmetatable(print)",
        "getmetatable(experiments)",
        "getmetatable(session)", "getmetatable(json)", "getmetatable(coroutine.create(print))", "getmetatable(1)",
        "setmetatable('', {})", "setmetatable(null, {})", "setmetatable(array{}, {})",
        "setmetatable({}, {__gc = print})", "setmetatable({}, {__gc = true})",
        "setmetatable(select(2, pcall(experiments.get, '')), {})",
        // The collector.
        "collectgarbage('stop')", "collectgarbage('generational')", "collectgarbage('setpause', 1)",
        "collectgarbage('incremental')",
        // Other targets, and the file system by them.
        "connect{sandbox = true}", "connect{sandbox = 'other.sqlite'}", "connect{profile = 'x'}",
        "require 'ampsh'.connect{sandbox = 'other.sqlite'}",
        // Files, by what hands over a script's header.
        "load('return require \"ampsh.script\".header(1)', '@/etc/passwd')()",
        "load('return (require \"ampsh.script\".header(1))', '@outside.lua')()",
        "require 'ampsh.script'.header(0)", "require 'ampsh.script'.io", "_G['ampsh.script']",
        // The standard library, and what is found.
        "require 'lib.output'.io", "require 'ampsh.output'.open('out.txt')", "require 'ampsh.list'.read('data.lua')",
        "require 'ampsh.outside'", "require 'ampsh./outside'", "getmetatable(experiments.find{})",
        "setmetatable(experiments.find{}, {})", "getmetatable(diff({}, {}))", "experiments.find{}.io",
        "select(2, pcall(experiments.find{where = function() error(io) end}))",
        // Values that come from outside.
        "select(2, pcall(experiments.get, '')).io", "help().io", "session.key", "session.client", "json.io",
        "coroutine.running().io", "error(setmetatable({}, {__tostring = io}))",
        "coroutine.wrap(function() return io end)()", "pcall(load('return io'))== nil",
        "select(2, xpcall(error, function() return debug end))", "os.date(('%a'):rep(10)).io",
        "table.unpack({io})", "next({io})", "utf8.char(72).dump", "('x').dump", "('').rep('x', 3, '').dump",
        "string.gsub('x', 'x', {x = io}) == nil",
    ])
    func nothingGetsOut(_ attempt: String) throws {
        _ = try home.write("return true", to: "outside.lua")
        _ = try home.write("secret", to: "data.lua")
        let prepared = try home.system(
            """
            mkdir -p inner/lib inner/folder
            for place in linked lib/linked folder/linked; do ln -s "$HOME/outside.lua" inner/$place.lua; done
            printf '\\033Lua' > inner/native.lua
            """)
        try #require(prepared.exitCode == 0, "\(prepared.errors)")
        let code = """
            local ok, value = pcall(function() return (\(attempt)) end)
            print(ok and value and "out" or "in")
            """
        let file = try home.write(code, to: "inner/script.lua")
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "--restricted", file])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.lines.last == "in", "\(result.output)")
        #expect(home.read("other.sqlite") == nil)
    }

    /// One that stock Lua would load.
    @Test(arguments: [
        "load(chunk)", "load(chunk, 'x', 'b')", "load(chunk, 'x', 'bt', _G)",
        "load(coroutine.wrap(function() coroutine.yield(chunk) coroutine.yield() end), 'x', 'b')",
    ])
    func aCompiledChunkIsRefused(_ attempt: String) throws {
        let digits = try home.evaluate(
            "(string.dump(load('return 7')):gsub('.', function(c) return ('%02x'):format(c:byte()) end))")
        let code = """
            local chunk = ('\(digits)'):gsub('%x%x', function(digits) return string.char(tonumber(digits, 16)) end)
            print(\(attempt))
            """
        let free = try home.ampsh([try home.write(code, to: "free.lua")])
        #expect(free.output.hasPrefix("function: "), "\(free.output)\(free.errors)")
        let result = try restricted(code)
        #expect(result.output.hasPrefix("nil\t"), "\(result.output)\(result.errors)")
        #expect(result.output.contains("attempt to load a binary chunk"), "\(result.output)")
    }

    @Test func aFinalizerCannotBeHadAfterwardsEither() throws {
        let result = try restricted(
            """
            local meta = {} ; local x = setmetatable({}, meta) ; meta.__gc = function() print("ran") end
            x = nil ; collectgarbage() ; collectgarbage()
            local mark = {__gc = function() print("ran") end}
            print(pcall(setmetatable, {}, mark))
            """)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.lines == ["false\tsetmetatable: __gc is refused when restricted"])
    }

    // MARK: - Modules

    @Test func aModuleBesideTheScriptIsFoundAndIsHeldToTheSame() throws {
        _ = try home.write("return {io = io, name = ..., file = select(2, ...)}", to: "beside.lua")
        let made = try home.system(
            "mkdir -p lib/deep && echo 'return 7' > lib/deep/er.lua && echo 'return 8' > lib/own.lua")
        try #require(made.exitCode == 0)
        let result = try restricted(
            "local m = require 'beside' print(m.io, m.name, m.file ~= nil, (require 'deep.er'), (require 'own'))")
        #expect(result.errors == "")
        #expect(result.output == "nil\tbeside\ttrue\t7\t8\n")
    }

    @Test func aModuleThatIsNotThereSaysWhereItWasLookedFor() throws {
        let result = try restricted("require 'elsewhere'")
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("no file 'elsewhere.lua' beside the script or in its lib/"), "\(result.errors)")
    }

    @Test func anOptionFindsTheSameModules() throws {
        _ = try home.write("return 'found'", to: "beside.lua")
        let file = try home.write("print(beside)", to: "script.lua")
        let options = ["--sandbox-path", home.sandbox, "--restricted", "-l", "beside"]
        #expect(try home.ampsh(options + [file]).output == "found\n")
        let without = try home.ampsh(options + ["-e", "1"])
        #expect(without.exitCode == 1)
        #expect(without.errors.contains("module 'beside' not found"), "\(without.errors)")
    }

    // MARK: - Changes

    @Test(arguments: [
        "experiments.activate('31238')", "experiments.deactivate('31238')",
        "experiments.set_rollout_weights('31238', {control = 1})",
        "experiments.create{projectId = '5', key = 'new-one'}", "request('POST', '/experiments/31238/activate')",
        "request('DELETE', '/x')", "request('HEAD', '/x')", "parallel({'31238'}, experiments.activate)",
    ])
    func aChangeThatIsNotDeclaredIsRefusedBeforeItIsSent(_ code: String) throws {
        let server = try ScriptedServer(.answer(200, "OK", type: "text/plain"))
        let file = try home.write(code, to: "script.lua")
        let result = try home.ampsh(
            ["--url", server.url, "--restricted", file], environment: ["AMPSH_API_KEY": "akey"])
        #expect(result.exitCode == 7, "\(result.errors)")
        #expect(result.errors.contains("refused: "), "\(result.errors)")
        #expect(result.errors.contains("'-- writes: "), "\(result.errors)")
        #expect(server.requests == [])
    }

    @Test func aDeclaredChangeIsSent() throws {
        let result = try restricted(
            """
            #!/usr/bin/env ampsh
            -- Switches one on.
            -- writes: experiments.activate, request
            experiments.activate('31238')
            request('POST', '/experiments/31238/deactivate')
            print(pcall(experiments.deactivate, '31238'))
            """)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("false\trefused: restricted: experiments.deactivate"), "\(result.output)")
    }

    @Test func readingNeedsNoDeclaration() throws {
        let result = try restricted(
            "print(#experiments.all{} > 5, #deployments.list() > 0, request('GET', '/experiments/list') ~= nil)")
        #expect(result.output == "true\ttrue\ttrue\n")
    }

    @Test func aModuleDeclaresNothing() throws {
        _ = try home.write("-- writes: experiments.activate\nexperiments.activate('31238')", to: "beside.lua")
        let result = try restricted("require 'beside'")
        #expect(result.exitCode == 7, "\(result.errors)")
    }

    /// Only a script file has a header.
    @Test func codeFromElsewhereDeclaresNothing() throws {
        let code = "-- writes: experiments.activate\nexperiments.activate('31238')"
        let options = ["--sandbox-path", home.sandbox, "--restricted"]
        #expect(try home.ampsh(options + ["-e" + code]).exitCode == 7)
        #expect(try home.ampsh(options, input: code).exitCode == 7)
        #expect(try home.ampsh(options + ["-"], input: code).exitCode == 7)
        let file = try home.write("-- writes: experiments.activate\nexperiments.activate('31238')", to: "script.lua")
        let prompt = try home.ampsh(options + ["-i", file], input: "experiments.activate('31238')\n")
        #expect(prompt.errors.contains("restricted: experiments.activate"), "\(prompt.errors)")
    }

    // MARK: - What the operator sees and allows. field/attack 10

    private static let declaring = """
        -- writes: experiments.activate, request
        print(pcall(experiments.activate, '31238'))
        print(pcall(request, 'POST', '/experiments/31238/deactivate'))
        print(pcall(experiments.deactivate, '31238'))
        """

    @Test(arguments: [[], ["--restricted"]])
    func theOptionNarrowsWhatAScriptDeclares(_ options: [String]) throws {
        let file = try home.write(Self.declaring, to: "script.lua")
        func outcome(_ list: String?) throws -> [String] {
            let narrowed = options + (list.map { ["--allow-writes", $0] } ?? [])
            let result = try home.ampsh(["--sandbox-path", home.sandbox] + narrowed + [file])
            #expect(result.exitCode == 0, "\(result.errors)")
            return result.lines.map { String($0.prefix { $0 != ":" && $0 != "\t" }) }
        }
        #expect(try outcome(nil) == ["true", "true", "false"])
        #expect(try outcome("request,experiments.activate") == ["true", "true", "false"])
        #expect(try outcome("experiments.activate") == ["true", "false", "false"])
        #expect(try outcome("request") == ["false", "true", "false"])
        #expect(try outcome("experiments.deactivate") == ["false", "false", "false"])
        #expect(try outcome("nothing") == ["false", "false", "false"])
    }

    @Test func theOptionHoldsForEveryCodeOfTheSession() throws {
        let options = ["--sandbox-path", home.sandbox, "--allow-writes", "experiments.activate"]
        let create = "experiments.create{projectId = '5', key = 'new'}"
        for arguments in [
            ["-e", create], ["-e", "parallel({1}, function() \(create) end)"],
            ["-e", "connect{sandbox = ':memory:'}.\(create)"],
            ["-e", "request('POST', '/experiments/31238/activate')"],
        ] {
            let result = try home.ampsh(options + arguments)
            #expect(result.exitCode == 7, "\(arguments): \(result.errors)")
            #expect(
                result.errors.contains("refused: --allow-writes experiments.activate does not allow"),
                "\(result.errors)")
        }
        #expect(try home.ampsh(options + ["-e", "experiments.activate('31238')"]).exitCode == 0)
        let prompt = try home.ampsh(options + ["-i"], input: create + "\n")
        #expect(prompt.errors.contains("does not allow experiments.create"), "\(prompt.errors)")
        #expect(try home.ampsh(options, input: create).exitCode == 7)
    }

    @Test(arguments: [
        ("experiments.activte", "did you mean 'experiments.activate'?"), ("experiments.list", "only reads"),
        ("nothing,request", "stands alone"), ("", "is empty"),
    ])
    func aWrongNameInTheOptionIsAUsageError(_ list: String, _ message: String) throws {
        let result = try home.ampsh(["--sandbox-path", home.sandbox, "--allow-writes", list, "-e", "print('ran')"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("--allow-writes") && result.errors.contains(message), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test func whatIsDeclaredIsShownBeforeItRuns() throws {
        let shown = "script.lua declares that it writes: experiments.activate, request (request is any change)"
        let code = "-- writes: experiments.activate, request\nerror('ran', 0)"
        #expect(try restricted(code).errors.hasPrefix("ampsh: \(home.path)/\(shown)\nampsh: ran\n"))
        let left = try restricted(code, ["--allow-writes", "experiments.activate"])
        #expect(left.errors.contains("\(shown); --allow-writes leaves of it: experiments.activate\n"), "\(left.errors)")
        #expect(try restricted(code, ["-q"]).errors.hasPrefix("ampsh: ran\n"))
        #expect(try restricted("-- writes: nothing\nprint(1)").errors.hasSuffix("declares that it writes: nothing\n"))
        #expect(try restricted("print(1)").errors == "")
        let free = try home.ampsh(["--sandbox-path", home.sandbox, try home.write(code, to: "free.lua")])
        #expect(free.errors.hasPrefix("ampsh: ran\n"))
    }

    // MARK: - What is declared holds everywhere. field/faults 16

    @Test func aDeclarationIsAPromiseInEveryRun() throws {
        let create = "experiments.create{projectId = '5', key = 'new'}"
        func run(_ code: String, _ arguments: [String] = [], input: String = "") throws -> ShellProcess.Result {
            let file = try home.write(code, to: "script.lua")
            return try home.ampsh(
                ["--sandbox-path", ":memory:"] + (arguments.isEmpty ? [file] : arguments), input: input)
        }
        for header in ["nothing", "experiments.activate", "request", ""] {
            let result = try run("-- writes: \(header)\n\(create)")
            #expect(result.exitCode == 7, "\(header): \(result.errors)")
            #expect(result.errors.contains("script.lua declares '-- writes: "), "\(result.errors)")
        }
        #expect(try run("-- writes: experiments.create\n\(create)").exitCode == 0)
        #expect(try run(create).exitCode == 0, "a script without the line may write")
        #expect(try run("", ["-"], input: "-- writes: nothing\n\(create)").exitCode == 7)
        #expect(try run("-- writes: nothing", ["-i", home.path + "/script.lua"], input: create).exitCode == 0)
        let warned = try run("-- writes: experiments.create, experiments.activte\n\(create)")
        #expect(warned.exitCode == 0)
        #expect(
            warned.errors.contains("script.lua:1: 'writes:': 'experiments.activte' is no function"), "\(warned.errors)")
    }

    @Test func aFileThatAScriptLoadsIsUnderItsDeclaration() throws {
        _ = try home.write(
            "-- writes: experiments.create\nexperiments.create{projectId = '5', key = 'a'}", to: "inner.lua")
        func run(_ header: String) throws -> Int32 {
            let file = try home.write("\(header)\nshell.load 'inner.lua'", to: "outer.lua")
            return try home.ampsh(["--sandbox-path", ":memory:", file]).exitCode
        }
        #expect(try run("-- writes: nothing") == 7)
        #expect(try run("-- writes: experiments.create") == 0)
        #expect(try run("") == 0)
        // At a prompt it is the script that runs.
        _ = try home.write("-- writes: nothing\nexperiments.create{projectId = '5', key = 'a'}", to: "inner.lua")
        let prompt = try home.ampsh(
            ["--sandbox-path", ":memory:", "-i"],
            input: ".load inner.lua\n#experiments.create{projectId = '5', key = 'b'}.key\n")
        #expect(prompt.errors.contains("inner.lua declares '-- writes: nothing'"), "\(prompt.errors)")
        #expect(prompt.output == "1\n")
    }

    @Test(arguments: [
        ("-- writes: experiments.activte", "script.lua:1: ", "did you mean 'experiments.activate'?"),
        ("-- x\n-- writes: experiments.list", "script.lua:2: ", "only reads"),
        ("-- writes: *", "script.lua:1: ", "'*'"),
    ])
    func aWrongDeclarationIsAUsageError(_ code: String, _ place: String, _ message: String) throws {
        let result = try restricted(code + "\nprint('ran')")
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(place) && result.errors.contains(message), "\(result.errors)")
        #expect(result.output == "")
    }
}
