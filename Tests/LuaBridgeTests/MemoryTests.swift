import LuaBridge
import Memory
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

/// field/attack.md 6: one account for both.
@Test func luaIsRefusedWhatTheHostHolds() throws {
    let state = try LuaState(memory: MemoryAccount(limit: 4_000_000))
    let lua = state.main
    let code = "return #string.rep('x', 1000000)"
    #expect(try lua.evaluate(code) == "1000000")
    state.collectGarbage()
    let held = try HeldMemory(2_500_000, of: state.memory)
    #expect(try lua.failure(of: code).kind == .memory)
    // And the host what Lua holds.
    #expect(throws: NotEnoughMemory.self) { try held.grow(by: 1_500_000) }
    held.shrink(by: held.bytes)
    #expect(try lua.evaluate(code) == "1000000")
}

@Test func aLargeStringIsPushedOnlyWhereItFits() throws {
    try withState { (lua) throws in
        lua.state.memoryLimit = lua.state.memoryUsed + 1_000_000
        let bytes = [UInt8](repeating: 65, count: 800_000)
        try bytes.withUnsafeBytes { try lua.push(large: $0) }
        #expect(lua.bytes(at: -1) == bytes)
        #expect(throws: NotEnoughMemory.self) { try bytes.withUnsafeBytes { try lua.push(large: $0) } }
        #expect(lua.top == 1)
        lua.pop()
        // As in Lua code, garbage is collected first.
        try bytes.withUnsafeBytes { try lua.push(large: $0) }
        lua.pop()
        lua.state.memoryLimit = nil
    }
}

@Test func roomIsMadeOnceAndOnlyWhereThereIsGarbage() throws {
    try withState { (lua) throws in
        var tries = 0
        func attempt() throws {
            _ = try lua.makingRoom {
                tries += 1
                lua.push("left behind")
                throw NotEnoughMemory()
            }
        }
        lua.state.collectGarbage()
        lua.state.collectGarbage()
        #expect(throws: NotEnoughMemory.self) { try attempt() }
        lua.setTop(0)
        tries = 0
        try lua.run("for i = 1, 1000 do local t = {i} end collectgarbage('stop') for i = 1, 1000 do local t = {i} end")
        #expect(throws: NotEnoughMemory.self) { try attempt() }
        #expect(tries == 2)
        lua.setTop(0)
        // Other errors pass.
        #expect(throws: LuaStackOverflow.self) { try lua.makingRoom { try lua.reserve(.max) } }
    }
}

@Test func garbageIsCollectedBeforeAWaitWhereThereIsALimit() throws {
    try withState { (lua) throws in
        lua.state.memoryLimit = 16_000_000
        lua.state.makeRoom()
        try lua.run("collectgarbage('stop') for i = 1, 4 do local s = ('x'):rep(1000000) .. i end")
        let before = lua.state.memoryUsed
        lua.state.makeRoom()
        #expect(lua.state.memoryUsed < before - 3_000_000)
    }
}

@Test func aWarningIsCutBeforeItIsLarge() throws {
    try withState { (lua) throws in
        var warnings: [String] = []
        lua.state.warningHandler = { warnings.append($0) }
        try lua.run("local s = ('x'):rep(50000) warn(s, s, s, s) warn('short ', 'one')")
        #expect(warnings.count == 2)
        #expect(warnings.first?.utf8.count == LuaError.longestMessage + "…".utf8.count)
        #expect(warnings.last == "short one")
    }
}

@Test func theMessageOfAnErrorIsCutBeforeItIsLarge() throws {
    try withState { (lua) throws in
        let error = try lua.failure(of: "error(('é'):rep(1000000), 0)")
        #expect(error.message.utf8.count <= LuaError.longestMessage + "…".utf8.count)
        #expect(error.message.hasSuffix("éé…"))
    }
}

/// Blocks of every size, in a random order, grown, shrunk and let go: each keeps what is in it, and all is given back.
@Test(arguments: 1...4) func blocksOfAllSizesComeAndGoAndKeepTheirContent(_ seed: Int) throws {
    let state = try LuaState()
    let lua = state.main
    let code = """
        math.randomseed(\(seed))
        local kept, sizes = {}, {}
        for round = 1, 20000 do
            local place, size = math.random(3000), math.random(0, math.random(4) == 1 and 2000 or 600)
            if kept[place] then
                local first, last, tail = kept[place][1], kept[place][sizes[place] // 8 + 1], kept[place].text
                assert(first == place and last == sizes[place] and #tail == sizes[place], 'lost')
                assert(tail == string.rep(string.char(place % 256), #tail), 'overwritten')
            end
            if math.random(3) == 1 then
                kept[place], sizes[place] = nil, nil
            else
                local t = {place, text = string.rep(string.char(place % 256), size)}
                for i = 2, size // 8 do t[i] = i end
                t[size // 8 + 1] = size
                t[1] = size // 8 == 0 and size or place
                kept[place], sizes[place] = size >= 8 and t or nil, size >= 8 and size or nil
            end
        end
        kept, sizes = nil, nil
        """
    state.collectGarbage()
    let before = state.memoryUsed
    try lua.run(code)
    state.collectGarbage()
    state.collectGarbage()
    #expect(state.memoryUsed < before + 20_000)
}

/// A script that asks for memory in every way that the bridge has: host functions, errors through them, coroutines,
/// closures, metatables, finalizers, compiled text.
private let allocating = """
    local parts, kept = {}, setmetatable({}, {__gc = function() released = true end})
    for i = 1, 300 do parts['cheap ' .. i] = {{i}} end
    for i = 1, 20 do
        parts[#parts + 1] = make()[1] .. i
        parts['k' .. i] = {i, [i + 1000] = {tostring(i)}}
        local ok, problem = pcall(fail, 'item ' .. i)
        assert(not ok)
        parts[#parts + 1] = tostring(problem)
    end
    local co = coroutine.wrap(function(...)
        local t <close> = setmetatable({...}, {__close = function() parts.closed = #parts .. '' end})
        for i = 1, 10 do coroutine.yield(function() return t, i end) end
        return table.concat(parts)
    end)
    for _ = 1, 10 do co(1, 2, 3) end
    for i = 1, 10 do
        parts[#parts + 1] = load('return ' .. i .. ', {' .. i .. '}, function() return "' .. i .. '" end')()
        parts[#parts] = parts[#parts] .. string.rep(string.format('%d %s', i, i), 20):gsub('1', 'one')
    end
    local thread = coroutine.create(error)
    parts[#parts + 1] = select(2, coroutine.resume(thread, {'an error'}))[1]
    return #co()
    """

@Test(arguments: [false, true]) func everyFailedAllocationIsACleanError(once: Bool) throws {
    let state = try LuaState()
    let lua = state.main
    lua.push(function: { thread in
        thread.pushTable(items: 4)
        thread.push("from Swift")
        thread.rawSet(1, at: -2)
        return .one
    })
    lua.rawSetGlobal("make")
    lua.push(function: { thread in
        throw Refusal(text: thread.string(at: 1) ?? "")
    })
    lua.rawSetGlobal("fail")
    try lua.load(allocating, name: "=allocating")
    lua.pushCopy(of: 1)
    try lua.call(arguments: 0, results: 1)
    let expected = lua.integer(at: -1)
    lua.pop()
    state.collectGarbage()
    let settled = state.memoryUsed

    var failures = 0
    var count = 0
    var isEnough = false
    while !isEnough {
        count += 1
        lua.pushCopy(of: 1)
        state.failAllocation(after: count, once: once)
        do {
            try lua.call(arguments: 0, results: 1)
            #expect(lua.integer(at: -1) == expected)
            lua.pop()
        } catch {
            #expect(error.message.hasSuffix("not enough memory") || error.message.hasSuffix("in __gc metamethod"))
            failures += 1
        }
        isEnough = state.failAllocation(after: 0)
        guard lua.top == 1 else {
            Issue.record("allocation \(count) left \(lua.top) values")
            return
        }
    }
    // With one refusal Lua collects and asks again, which is mostly survived.
    #expect(count > 1_000)
    #expect(once || failures == count - 1)
    state.collectGarbage()
    state.collectGarbage()
    #expect(state.memoryUsed < settled + 20_000, "memory was lost: \(settled) became \(state.memoryUsed)")
    lua.pop()
}

/// What the test's host function throws.
private struct Refusal: Error, CustomStringConvertible {
    let text: String
    var description: String { "refused \(text)" }
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
