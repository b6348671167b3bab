import LuaBridge
import Testing

/// Loops that a pcall, a coroutine or a closing variable would keep alive if an interrupt could be swallowed.
private let loops = [
    "while true do stop() end",
    "while true do pcall(stop) end",
    "while true do pcall(function() stop() ; while true do end end) end",
    "coroutine.wrap(function() stop() ; while true do end end)()",
    "local co = coroutine.create(function() stop() ; while true do end end) ; coroutine.resume(co) ; while true do end",
    "while true do xpcall(function() stop() ; while true do end end, debug.traceback) end",
    "xpcall(function() stop() ; while true do end end, function() while true do end end)",
    "xpcall(error, function() stop() ; while true do end end)",
    "while true do xpcall(xpcall, function() while true do end end, stop, function() while true do end end) end",
    "coroutine.wrap(function() xpcall(function() stop() ; while true do end end, function() while true do end end) end)()",
    "stop() ; debug.sethook() ; while true do end",
    // No hook runs in a finalizer, so both calls do their work.
    "setmetatable({}, {__gc = function() stop() ; debug.sethook() end}) ; collectgarbage() ; while true do end",
    "return pcall(function() stop() ; while true do end end)",
    "return xpcall(function() stop() ; while true do end end, function() while true do end end)",
    "for _ in coroutine.wrap(function() while true do stop() ; coroutine.yield(1) end end) do end",
    "local x <close> = setmetatable({}, {__close = function() while true do end end}) ; stop() ; while true do end",
    """
    coroutine.wrap(function()
        local x <close> = setmetatable({}, {__close = function() while true do end end}) ; stop() ; while true do end
    end)()
    """,
    "table.sort({3, 2, 1, 5, 4}, function(a, b) stop() ; while true do end end)",
    "local t = setmetatable({}, {__index = function() stop() ; while true do end end}) ; return t.x",
    "while true do pcall(coroutine.wrap(function() pcall(stop) ; while true do pcall(error) end end)) end",
]

extension LuaThread {
    /// Sets the global `stop` to a function that interrupts whoever calls it.
    fileprivate func setStop(reason: Int32) {
        let interrupter = state.interrupter
        push(function: { _ in
            interrupter.interrupt(reason: reason)
            return .nothing
        })
        rawSetGlobal("stop")
    }
}

@Test(arguments: loops) func anInterruptEndsEveryLoop(code: String) throws {
    let state = try LuaState()
    let lua = state.main
    lua.push("stopped by reason 1")
    state.setInterruptValue(reason: 1)
    lua.setStop(reason: 1)
    let error = try lua.failure(of: code)
    #expect(error.message.hasSuffix("stopped by reason 1") || error.kind == .handler)
    #expect(state.interruptReason == 1)
    state.clearInterrupt()
    #expect(try lua.evaluate("return 1 + 1") == "2")
}

@Test func aCoroutineLeftSuspendedByAnInterruptRunsAgainAfterIt() throws {
    try withState { (lua) throws in
        lua.setStop(reason: 2)
        _ = try lua.failure(of: "co = coroutine.wrap(function() coroutine.yield(1) return 2 end) co() stop()")
        lua.state.clearInterrupt()
        #expect(try lua.evaluate("return co()") == "2")
    }
}

@Test func anInterruptInATaskReachesIt() throws {
    try withState { (lua) throws in
        lua.setStop(reason: 1)
        let task = try #require(lua.pushNewThread())
        try task.load("while true do pcall(stop) end", name: "=task")
        guard case .failed(let error) = task.resume(arguments: 0, from: lua) else {
            Issue.record("the task did not fail")
            return
        }
        #expect(error.message == "interrupted!")
        lua.state.clearInterrupt()
        lua.pop()
    }
}

@Test func anInterruptInATaskEndsWhoeverRunsItToo() throws {
    try withState { (lua) throws in
        lua.setStop(reason: 1)
        lua.push(function: { thread in
            guard let task = thread.pushNewThread() else { return .nothing }
            try task.load("stop() ; while true do end", name: "=task")
            _ = task.resume(arguments: 0, from: thread)
            return .nothing
        })
        lua.rawSetGlobal("run")
        #expect(try lua.failure(of: "run() ; while true do end").message == "interrupted!")
        lua.state.clearInterrupt()
    }
}

@Test func aTaskThatIsSuspendedAsTheInterruptComesRunsAgainAfterIt() throws {
    try withState { (lua) throws in
        let interrupter = lua.state.interrupter
        lua.push(function: { _ in
            interrupter.interrupt(reason: 1)
            return .suspended
        })
        lua.rawSetGlobal("wait")
        let task = try #require(lua.pushNewThread())
        try task.load("wait() ; return 'went on'", name: "=task")
        guard case .suspended = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not suspend")
            return
        }
        lua.state.clearInterrupt()
        task.push(true)
        guard case .finished(results: 1) = task.resume(arguments: 1, from: lua) else {
            Issue.record("did not finish")
            return
        }
        #expect(task.string(at: -1) == "went on")
        lua.pop()
    }
}

@Test func anInterruptedTaskWithSomethingToCloseIsLeftToTheCollector() throws {
    try withState { (lua) throws in
        // The hook raises in the loop, after the function has returned.
        lua.setStop(reason: 1)
        let task = try #require(lua.pushNewThread())
        try task.load(
            "local x <close> = setmetatable({}, {__close = function() closed = true end}) ; stop() ; while true do end",
            name: "=task")
        guard case .failed = task.resume(arguments: 0, from: lua) else {
            Issue.record("did not fail")
            return
        }
        lua.state.clearInterrupt()
        lua.pop()
        lua.state.collectGarbage()
        #expect(try lua.evaluate("return closed") == "nil")
    }
}

@Test func whatAHostFunctionRaisesDuringAnInterruptIsWhatArrives() throws {
    try withState { (lua) throws in
        let interrupter = lua.state.interrupter
        lua.push(function: { thread in
            interrupter.interrupt(reason: 1)
            throw OwnFailure()
        })
        lua.rawSetGlobal("stop")
        try lua.load("stop()", name: "=test")
        let error = #expect(throws: LuaError.self) { try lua.call(arguments: 0, results: 0, traceback: true) }
        #expect(error?.message == "own failure")
        #expect(error?.traceback?.contains("stop") == true)
        lua.state.clearInterrupt()
    }
}

private struct OwnFailure: Error, CustomStringConvertible {
    var description: String { "own failure" }
}
