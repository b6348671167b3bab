import TestSupport
import Testing

/// A script may send what it declares and nothing else, whatever it does to hide a change.
struct HiddenWriteTests {
    private let home: ShellHome
    private let server: ScriptedServer

    private static let write = "experiments.activate('1')"

    init() throws {
        home = try ShellHome()
        server = try ScriptedServer(.answer(200, "OK", type: "text/plain"))
    }

    @Test func thereAreOneHundredWaysAndMore() {
        #expect(Set(HiddenWrites.code).count == HiddenWrites.code.count)
        #expect(HiddenWrites.code.count + HiddenWrites.composed.count >= 100)
    }

    private func filled(_ way: String) -> String {
        way.replacing(/\bW\b/, with: Self.write)
    }

    /// The files that some ways need.
    private func prepare() throws {
        _ = try home.system("mkdir -p lib deep elsewhere scripts .git")
        let write = Self.write
        for (name, text) in [
            ("writes.lua", write), ("declares.lua", "-- writes: experiments.activate\n\(write)"),
            ("quiet.lua", "return {write = function() \(write) end}"), ("lib/inlib.lua", write),
            ("deep/module.lua", write), ("elsewhere/writer.lua", write), ("scripts/named.lua", write),
            ("scripts/named_declares.lua", "-- writes: experiments.activate\n\(write)"),
            ("arguments.lua", "experiments[...]('1')"),
        ] {
            _ = try home.write(text + "\n", to: name)
        }
    }

    private func ampsh(_ arguments: [String], input: String = "", path: String = "") throws -> ShellProcess.Result {
        try home.ampsh(
            ["--url", server.url + path] + arguments, environment: ["AMPSH_API_KEY": "akey"], input: input)
    }

    /// - Parameter code: 7, where the refusal gets out or nobody can hear it.
    private func expectRefusal(
        _ result: ShellProcess.Result, _ comment: String, code: Int32 = 7,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(server.requests == [], "\(comment)", sourceLocation: sourceLocation)
        #expect(result.exitCode == code, "\(comment): \(result.errors)", sourceLocation: sourceLocation)
        #expect(
            result.errors.contains("declares '-- writes: "), "\(comment): \(result.errors)",
            sourceLocation: sourceLocation)
    }

    @Test(arguments: HiddenWrites.code)
    func itIsRefusedAndNothingIsSent(_ way: String) throws {
        try prepare()
        let file = try home.write("-- writes: nothing\n\(filled(way))\n", to: "script.lua")
        expectRefusal(try ampsh([file]), way)
        #expect(home.read("other.sqlite") == nil)
    }

    /// The same words do send it where they are declared: no way is refused for another reason.
    @Test func theWaysDoSendWhereNothingIsDeclared() throws {
        try prepare()
        for way in HiddenWrites.code.filter({ !$0.contains("connect") && !$0.contains("request") }).enumerated()
            .filter({ $0.offset % 6 == 0 }).map(\.element)
        {
            let before = server.requests.count
            let file = try home.write("\(filled(way))\n", to: "script.lua")
            _ = try ampsh(["--time-limit", "2", file])
            #expect(server.requests.count > before, "\(way)")
        }
    }

    @Test(arguments: HiddenWrites.composed)
    func aCallIsDeclaredByItsOwnName(_ declared: String, _ call: String) throws {
        let file = try home.write("-- writes: \(declared)\n\(call)\n", to: "script.lua")
        expectRefusal(try ampsh([file], path: "/api/1"), "\(declared): \(call)")
    }

    @Test func itDoesNotMatterHowTheScriptComes() throws {
        _ = try home.system("mkdir -p scripts .git")
        let code = "-- writes: nothing\n\(Self.write)\n"
        let file = try home.write(code, to: "script.lua")
        _ = try home.write(code, to: "scripts/named.lua")
        for arguments in [
            [file], ["run", "named"], ["-e", "1", file], ["--restricted", file], ["--yes", file],
            ["--allow-writes", "experiments.activate", file],
            ["--allow-writes", "experiments.activate", "run", "named"],
            ["-e", "shell.load 'script.lua'"], ["-e", "shell.run 'named'"],
        ] {
            expectRefusal(try ampsh(arguments), "\(arguments)")
        }
        expectRefusal(try ampsh([], input: code), "standard input")
        expectRefusal(try ampsh(["-"], input: code), "-")
    }

    /// What a script leaves behind is the script's, as long as nothing else has begun.
    @Test(arguments: [
        "return setmetatable({}, {__tostring = function() W end, __name = 'x'})",
        "error(setmetatable({}, {__tostring = function() W end}))",
        "setmetatable({}, {__gc = function() W end})", "KEPT = setmetatable({}, {__gc = function() W end})",
        "local function again() setmetatable({}, {__gc = function() again() W end}) end again()",
        "debug.sethook(function() if LATER then W end end, 'l')",
    ])
    func whatAScriptLeavesBehindSendsNothing(_ way: String) throws {
        _ = try home.write("-- writes: nothing\n\(filled(way))\n", to: "script.lua")
        let lines =
            ".load script.lua\nLATER = true\nKEPT = nil\ncollectgarbage()\nfor i = 1, 3 do collectgarbage() end\n"
        for arguments in [["-i"], ["-i", "--output", "table"]] { _ = try ampsh(arguments, input: lines) }
        _ = try ampsh(["-i", "script.lua"], input: lines)
        _ = try ampsh(["-e", "shell.load 'script.lua'"])
        _ = try ampsh(["-e", "return shell.load 'script.lua'", "--output", "table", "-e", "1"])
        #expect(server.requests == [])
    }

    @Test func atAPromptTheUserStillWrites() throws {
        _ = try home.write("-- writes: nothing\nreturn 1", to: "script.lua")
        let result = try ampsh(["-i"], input: ".load script.lua\nexperiments.activate('1')\n")
        #expect(server.requests.count == 1, "\(result.errors)")
        #expect(result.exitCode == 0)
    }

    @Test func theRCFilesDeclarationHoldsToo() throws {
        _ = try home.system("mkdir -p config/ampsh")
        _ = try home.write("-- writes: nothing\n\(Self.write)\n", to: "config/ampsh/init.lua")
        let result = try ampsh(["-i"], input: "1\n")
        #expect(server.requests == [])
        #expect(result.errors.contains("init.lua declares '-- writes: nothing'"), "\(result.errors)")
    }

    // MARK: - Declarations that are read, and those that are not

    @Test(arguments: [
        "-- Writes: nothing", "-- WRITES : nothing", "--[[ writes: nothing ]]",
        "--[[\nA script.\n\n  Writes: nothing\n]]",
        "--[==[\n * writes: nothing\n]==] -- and more", "-- writes: experiments.create,\n--   experiments.deactivate",
        "#!/usr/bin/env ampsh\n--[[ one ]]\n-- writes: nothing",
    ])
    func aDeclarationIsReadHoweverItIsSpelt(_ header: String) throws {
        let file = try home.write("\(header)\n\(Self.write)\n", to: "script.lua")
        expectRefusal(try ampsh([file]), header)
    }

    @Test(arguments: [
        ("-- write: nothing", 2), ("-- @writes nothing", 2), ("-- writes = nothing", 2), ("-- writes nothing", 2),
        ("-- writes experiments.create", 2), ("local x\n-- writes: nothing", 7),
    ])
    func whatReadsAsADeclarationAndIsNoneIsSaid(_ header: String, _ restrictedCode: Int) throws {
        let file = try home.write("\(header)\n\(Self.write)\n", to: "script.lua")
        let free = try ampsh([file])
        #expect(free.exitCode == 0)
        #expect(free.errors.contains("declares nothing"), "\(free.errors)")
        #expect(server.requests.count == 1)
        let restricted = try ampsh(["--restricted", file])
        #expect(restricted.exitCode == Int32(restrictedCode), "\(restricted.errors)")
        #expect(restricted.errors.contains("declares nothing"), "\(restricted.errors)")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        "-- This script writes nothing to disk.", "-- writes a table of experiments", "-- It writes: much",
    ])
    func proseIsNoDeclarationAndNothingIsSaidOfIt(_ header: String) throws {
        let file = try home.write("\(header)\n\(Self.write)\n", to: "script.lua")
        let result = try ampsh([file])
        #expect(result.exitCode == 0 && result.errors == "", "\(result.errors)")
    }
}
