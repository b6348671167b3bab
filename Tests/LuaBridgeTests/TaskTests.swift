import LuaBridge
import Testing

@Test func aTaskSuspendsAndGoesOnWithWhatTheHostGives() throws {
    try withState { (lua) throws in
        lua.push(function: { thread in thread.canSuspend ? .suspended : .nothing })
        lua.rawSetGlobal("wait")
        let task = try #require(lua.pushNewThread())
        try task.load("local a, b = wait('argument') ; return b, a, pcall(wait)", name: "=task")
        guard case .suspended = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not suspend")
            return
        }
        task.push(true)
        task.push("one")
        task.push("two")
        guard case .suspended = task.resume(arguments: 3, from: lua) else {
            Issue.record("did not suspend under pcall")
            return
        }
        task.push(false)
        task.push("raised")
        guard case .finished(let results) = task.resume(arguments: 2, from: lua) else {
            Issue.record("did not finish")
            return
        }
        #expect(results == 4)
        #expect((1...4).map { task.string(at: $0) ?? "-" } == ["two", "one", "-", "raised"])
        lua.pop()
    }
}

@Test func aTaskThatRaisesClosesWhatItLeftOpen() throws {
    try withState { (lua) throws in
        let task = try #require(lua.pushNewThread())
        try task.load(
            "local x <close> = setmetatable({}, {__close = function() closed = true end}) ; error('bad', 0)",
            name: "=task")
        guard case .failed(let error) = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not fail")
            return
        }
        #expect(error.message == "bad")
        #expect(try lua.evaluate("return closed") == "true")
        lua.pop()
    }
}

@Test func yieldingFromATaskDirectlyIsAnErrorAndFromItsOwnCoroutineIsNot() throws {
    try withState { (lua) throws in
        let task = try #require(lua.pushNewThread())
        let code = """
            local ok, message = pcall(coroutine.yield, 1)
            local co = coroutine.wrap(function() coroutine.yield('inner') end)
            return message, co()
            """
        try task.load(code, name: "=task")
        guard case .finished(results: 2) = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not finish")
            return
        }
        #expect(task.string(at: 1) == "attempt to yield from outside a coroutine")
        #expect(task.string(at: 2) == "inner")
        lua.pop()
    }
}

/// Places from which a task cannot be left; there a host function must wait instead.
@Test(arguments: [
    "return canSuspend()",
    "local r ; table.sort({2, 1}, function(a, b) r = canSuspend() return a < b end) return r",
    "local r ; string.gsub('x', 'x', function() r = canSuspend() end) return r",
    "return coroutine.wrap(function() return canSuspend() end)()",
    "return load(function() r = canSuspend() return nil end) and r",
    "return tostring(setmetatable({}, {__tostring = function() return tostring(canSuspend()) end})) == 'true'",
])
func onlyATaskItselfCanSuspend(code: String) throws {
    try withState { (lua) throws in
        lua.push(function: { thread in
            thread.push(thread.canSuspend)
            return .one
        })
        lua.rawSetGlobal("canSuspend")
        #expect(try lua.evaluate(code) == "false")
    }
}

@Test(arguments: [
    ("return canSuspend()", true),
    ("return select(2, pcall(canSuspend))", true),
    ("return setmetatable({}, {__index = canSuspend}).x", true),
    ("local r ; for x in canSuspend do r = x break end return r", true),
    ("local r ; do local x <close> = setmetatable({}, {__close = function() r = canSuspend() end}) end return r", true),
    ("local r ; table.sort({2, 1}, function(a, b) r = canSuspend() return a < b end) return r", false),
    ("return coroutine.wrap(function() return canSuspend() end)()", false),
])
func aTaskSuspendsWhereLuaCanBeLeft(code: String, expected: Bool) throws {
    try withState { (lua) throws in
        lua.push(function: { thread in
            thread.push(thread.canSuspend)
            return .one
        })
        lua.rawSetGlobal("canSuspend")
        let task = try #require(lua.pushNewThread())
        try task.load(code, name: "=task")
        guard case .finished(results: 1) = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not finish")
            return
        }
        #expect(task.truth(at: 1) == expected)
        lua.pop()
    }
}

/// What the stock coroutine library answers, as its manual describes it.
@Test(arguments: [
    ("return tostring(coroutine.resume(coroutine.create(function() error('x', 0) end)))", "false"),
    ("return select(2, coroutine.resume(coroutine.create(function(...) return select('#', ...) end), 1, nil, 3))", "3"),
    ("local co = coroutine.create(print) ; coroutine.close(co) ; return coroutine.status(co)", "dead"),
    ("return select(2, pcall(coroutine.close, coroutine.running()))", "cannot close a running coroutine"),
    (
        "local co co = coroutine.wrap(function() return pcall(co) end) ; return select(2, co())",
        "cannot resume non-suspended coroutine"
    ),
    ("local co = coroutine.wrap(function() end) co() ; return select(2, pcall(co))", "cannot resume dead coroutine"),
    ("return select(2, pcall(coroutine.yield))", "attempt to yield from outside a coroutine"),
    (
        "return select(2, pcall(coroutine.create, 1))",
        "bad argument #1 to 'coroutine.create' (function expected, got number)"
    ),
    (
        "return select(2, pcall(coroutine.resume, 1))",
        "bad argument #1 to 'coroutine.resume' (thread expected, got number)"
    ),
])
func coroutinesBehaveAsInStockLua(code: String, expected: String) throws {
    try withState { (lua) throws in
        #expect(try lua.evaluate(code)?.contains(expected) == true)
    }
}
