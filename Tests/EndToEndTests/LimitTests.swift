import TestSupport
import Testing

/// Code that runs for ever, or wants all the memory there is, on the real binary under small limits.
struct LimitTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Runs a script with a limit of 0.2 seconds and 64 megabytes on a throw-away sandbox.
    private func limited(_ code: String, time: String = "0.2") throws -> ShellProcess.Result {
        let file = try home.write(code, to: "bomb.lua")
        return try home.ampsh(["--sandbox-path", ":memory:", "--time-limit", time, "--memory-limit", "64M", file])
    }

    @Test(arguments: [
        // Where a hook reaches.
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do pcall(error, 'x') end",
        "xpcall(function() while true do end end, function() while true do end end)",
        "xpcall(error, function() while true do end end)",
        "while true do xpcall(function() error('x') end, function(m) return m end) end",
        "local function f() return f() end f()",
        "coroutine.wrap(function() while true do end end)()",
        "while true do coroutine.wrap(function() pcall(coroutine.wrap(function() while true do end end)) end)() end",
        "for _ in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end",
        "local x <close> = setmetatable({}, {__close = function() while true do end end})",
        "while true do local x <close> = setmetatable({}, {__close = function() while true do end end}) end",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do "
            + "end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co)",
        "table.sort({3, 1, 2}, function() while true do end end)",
        "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
        "('x'):gsub('x', function() while true do end end)",
        "load(function() while true do end end)",
        "debug.sethook(function() end, '', 1) while true do debug.sethook() pcall(debug.sethook) end",
        "sleep(1000)",
        "parallel({1, 2, 3}, function() while true do end end)",
        "parallel({1, 2, 3}, function() sleep(1000) end)",
        "while true do pcall(parallel, {1, 2}, function() pcall(sleep, 100) end) end",
        "while true do pcall(experiments.list) end",
        "while true do print(('x'):rep(100)) end",
        "io.popen('sleep 10'):read('a')",
        // Where none does.
        "string.rep('', 1 << 62)",
        "table.move({}, 1, 1 << 40, 2, {})",
        "string.find(('a'):rep(30000), ('.-'):rep(12) .. 'b')",
        "(('a'):rep(30000)):gsub(('.-'):rep(12) .. 'b', '')",
        "table.concat(setmetatable({}, {__index = function() return '' end, __len = function() return 1 << 40 end}), '', "
            + "1, 1 << 40)",
        "setmetatable({}, {__gc = function() while true do end end}) collectgarbage()",
        "debug.sethook(function() while true do end end, '', 1) local x = 1",
        "os.execute('sleep 10')",
        "setmetatable({}, {__gc = function() while true do end end}) os.exit(0, true)",
        "error(setmetatable({}, {__tostring = function() while true do end end}))",
    ])
    func timeEndsWhatRunsForEver(_ code: String) throws {
        let result = try limited(code)
        #expect(result.exitCode == 124, "\(result.errors)")
        #expect(result.errors.contains("the time limit of 0.2 s is over"), "\(result.errors)")
    }

    @Test(arguments: [
        ("local s = 'x' while true do s = s .. s end", "not enough memory"),
        ("local t = {} while true do t[#t + 1] = {} end", "not enough memory"),
        ("string.rep('x', 1 << 30)", "not enough memory"),
        ("string.rep('x', 1 << 62)", "resulting string too large"),
        ("('x'):rep(1e6):gsub('x', ('y'):rep(1000))", "not enough memory"),
        ("table.concat({('x'):rep(4e7), ('y'):rep(4e7)})", "not enough memory"),
        (
            "local t = {} while true do t[#t + 1] = coroutine.create(print) coroutine.resume(t[#t]) end",
            "not enough memory"
        ),
        ("local t = {} while true do t[#t + 1] = function() return t end end", "not enough memory"),
        ("json.decode('[' .. ('[],'):rep(2000000) .. '[]]')", "not enough memory"),
        (
            "json.encode((function() local t = {} for i = 1, 900 do t[i] = ('\\1'):rep(1e5) end return t end)())",
            "not enough memory"
        ),
        (
            "local function f() local a, b, c, d, e, g, h, i, j, k, l, m, n, o, p f() ; return a end f()",
            "stack overflow"
        ),
        ("local function f(...) return select('#', f(1, ...)) end f()", "stack overflow"),
        ("local t = {} t = setmetatable(t, {__index = function(_, k) return t[k] end}) return t.x", "stack overflow"),
        ("load('return ' .. ('('):rep(100000) .. (')'):rep(100000)); assert(load(('('):rep(100000)))", "overflow"),
        ("string.find('x', ('('):rep(300))", "too many captures"),
        ("string.find(('x'):rep(300000), ('x?'):rep(300000) .. ('x'):rep(300000))", "pattern too complex"),
        ("string.format(('%d'):rep(10), 1)", "bad argument #3"),
        ("local s = ('x'):rep(1e6) for i = 1, 50 do pcall(string.rep, s, 100) end error('went on')", "went on"),
        (
            "for i = 1, 8 do pcall(function() local t = {} for j = 1, 1e8 do t[j] = {j} end end) end error('went on')",
            "went on"
        ),
        ("string.pack('>!16 i16', 1):rep(1 << 26)", "not enough memory"),
    ])
    func wantingTooMuchIsAnOrdinaryError(_ code: String, _ message: String) throws {
        let result = try limited(code, time: "25")
        #expect(result.exitCode == 1, "\(result.errors)")
        #expect(result.errors.hasPrefix("ampsh: "), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func theMessageNamesTheOption() throws {
        let result = try limited("string.rep('x', 1 << 30)", time: "25")
        #expect(result.errors.hasPrefix("ampsh: not enough memory: Lua may use 67108864 bytes (--memory-limit)\n"))
    }

    @Test(arguments: ["1", "1K", "100K"]) func aLimitThatNothingFitsIntoIsAnErrorToo(_ limit: String) throws {
        let result = try home.ampsh([
            "--sandbox-path", ":memory:", "--memory-limit", limit, "-e", "string.rep('x', 1e6)",
        ])
        #expect(result.exitCode == 1)
        #expect(result.errors.hasPrefix("ampsh: not enough memory"), "\(result.errors)")
    }

    @Test func whatWasWrittenBeforeIsHandedOutEvenWhereNothingReaches() throws {
        let result = try limited("io.write('written') print('printed') string.rep('', 1 << 62)")
        #expect(result.exitCode == 124)
        #expect(result.output == "writtenprinted\n")
        #expect(result.errors == "ampsh: the time limit of 0.2 s is over, and the code did not stop: it was ended\n")
    }

    @Test func theLimitIsForAllThatTheCommandLineAsksFor() throws {
        let result = try home.ampsh([
            "--sandbox-path", ":memory:", "--time-limit", "0.3", "-e", "sleep(0.2)", "-e", "sleep(0.2)", "-e",
            "sleep(0.2)",
        ])
        #expect(result.exitCode == 124)
    }

    @Test func codeThatEndsInTimeIsNotTouched() throws {
        let result = try home.ampsh(["--sandbox-path", ":memory:", "--time-limit", "3600", "-e", "1 + 1"])
        #expect(result.exitCode == 0)
        #expect(result.output == "2\n")
        #expect(result.errors == "")
        #expect(try home.ampsh(["--time-limit", "3600", "-e", "os.exit(5)"]).exitCode == 5)
    }

    /// A change whose answer does not come is given up, and said to be unknown.
    @Test func aChangeThatIsGivenUpIsSaidToBeUnknown() throws {
        let server = try ScriptedServer(.silence)
        let result = try home.ampsh(
            [
                "--url", server.url, "--time-limit", "0.5", "-e",
                "pcall(experiments.activate, '1') print('not reached')",
            ],
            environment: ["AMPSH_API_KEY": "akey"])
        #expect(result.exitCode == 124)
        #expect(result.output == "")
        #expect(result.errors.contains("the time limit of 0.5 s is over: "), "\(result.errors)")
        #expect(result.errors.contains("1 unknown"), "\(result.errors)")
    }

    // MARK: - At a prompt

    @Test func atAPromptEachEntryHasItsOwnLimitAndThePromptGoesOn() throws {
        let session = try home.prompt(["--time-limit", "0.5", "--memory-limit", "64M"])
        for _ in 1...2 {
            let reply = try session.reply(to: "while true do pcall(function() while true do end end) end")
            #expect(reply.contains("the time limit of 0.5 s is over"), "\(reply)")
        }
        #expect(try session.reply(to: "string.rep('x', 1 << 30)").contains("not enough memory"))
        #expect(
            try session.reply(to: "do local s = 'x' while true do s = s .. s end end").contains("not enough memory"))
        #expect(try session.reply(to: "20 + 22").contains("42"))
        session.type(".exit\r")
        #expect(try session.expectExit() == 0)
    }

    @Test func whatNoHookReachesEndsThePromptWithTheTerminalRestored() throws {
        let session = try home.prompt(["--time-limit", "0.2"])
        session.type("string.rep('', 1 << 62)\r")
        try session.expect("the code did not stop: it was ended")
        #expect(try session.expectExit() == 124)
        #expect(session.isCooked)
    }
}
