import LuaBridge
import Testing

@Test func aMemoryLimitIsAnOrdinaryErrorOfLuaCode() throws {
    let state = try LuaState()
    state.memoryLimit = 8_000_000
    let lua = state.main
    let error = try lua.failure(of: "local s = 'x' while true do s = s .. s end")
    #expect(error.kind == .memory)
    #expect(error.message == "not enough memory")
    #expect(try lua.evaluate("return select(2, pcall(string.rep, 'x', 100000000))") == "not enough memory")
    #expect(try lua.evaluate("return 'still here'") == "still here")
}

@Test func memoryThatSwiftAsksForIsNeverRefused() throws {
    let state = try LuaState()
    state.memoryLimit = 1_000_000
    let lua = state.main
    lua.push(function: { thread in
        thread.push(bytes: [UInt8](repeating: 65, count: 3_000_000))
        thread.push(thread.state.isMemoryExceeded)
        return .one
    })
    lua.rawSetGlobal("f")
    #expect(try lua.evaluate("return f()") == "true")
}

@Test func everyFailedAllocationIsACleanError() throws {
    let state = try LuaState()
    let lua = state.main
    lua.push(function: { thread in
        thread.pushTable(items: 4)
        thread.push("from Swift")
        thread.rawSet(1, at: -2)
        return .one
    })
    lua.rawSetGlobal("make")
    let code = """
        local parts = {}
        for i = 1, 20 do parts[#parts + 1] = make()[1] .. i ; parts['k' .. i] = {i} end
        local co = coroutine.wrap(function(...) local t = {...} coroutine.yield(#t) return table.concat(parts) end)
        co(1, 2, 3)
        return #co()
        """
    try lua.load(code, name: "=allocating")
    var failures = 0
    for count in 1...1_000 {
        lua.pushCopy(of: 1)
        state.failAllocation(after: count)
        do {
            try lua.call(arguments: 0, results: 1)
            lua.pop()
        } catch {
            #expect(error.message.hasSuffix("not enough memory"))
            failures += 1
        }
        state.failAllocation(after: 0)
        #expect(lua.top == 1)
    }
    // Every run that asked for so many allocations failed, and those that needed fewer did not.
    #expect(failures > 20)
    #expect(failures < 1_000)
    lua.pop()
    #expect(lua.top == 0)
}

@Test func aDroppedReferenceLetsGoWhenAskedTo() throws {
    try withState { (lua) throws in
        try lua.run("weak = setmetatable({}, {__mode = 'k'})")
        try lua.run("local t = {} ; weak[t] = true ; return t", results: 1)
        var reference: LuaReference? = lua.popReference()
        lua.state.collectGarbage()
        #expect(try lua.evaluate("return next(weak) ~= nil") == "true")
        #expect(reference?.isAlive == true)
        reference = nil
        lua.freeDroppedReferences()
        #expect(try lua.evaluate("collectgarbage() ; return next(weak) == nil") == "true")
    }
}

/// A finalizer runs while Swift pushes; the host function that it calls must not end the shelter of the frame around.
@Test func aHostFunctionInAFinalizerLeavesTheFrameAroundItSheltered() throws {
    try withState { (lua) throws in
        var finalized = false
        lua.push(function: { _ in
            finalized = true
            return .nothing
        })
        lua.rawSetGlobal("finalized")
        lua.push(function: { thread in
            for index in 0..<1_000_000 where !finalized {
                thread.push("a string that is new: \(index)")
                thread.pop()
            }
            thread.push(bytes: [UInt8](repeating: 0x78, count: 1_000_000))
            return .nothing
        })
        lua.rawSetGlobal("allocate")
        try lua.load("setmetatable({}, {__gc = function() finalized() end}) ; allocate()", name: "=test")
        lua.state.memoryLimit = lua.state.memoryUsed + 500_000
        try lua.call(arguments: 0, results: 0)
        lua.state.memoryLimit = nil
        #expect(finalized)
    }
}
