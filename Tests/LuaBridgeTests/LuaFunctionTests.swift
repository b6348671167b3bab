import LuaBridge
import Testing

/// Counts how many of it are alive.
private final class Tracked {
    final class Counter { var alive = 0 }
    let counter: Counter

    init(_ counter: Counter) {
        self.counter = counter
        counter.alive += 1
    }

    deinit { counter.alive -= 1 }
}

private struct PlainFailure: Error, CustomStringConvertible {
    var description: String { "plain failure" }
}

private struct TableFailure: LuaRaisable {
    func pushRaisedValue(on thread: LuaThread) {
        thread.pushTable()
        thread.push("table")
        thread.rawSet("kind", at: -2)
    }
}

@Test(arguments: [0, 1, 2, 100]) func aHostFunctionReturnsAsManyValuesAsItSays(count: Int) throws {
    try withState { (lua) throws in
        lua.push(function: { thread in
            try thread.reserve(count)
            for value in 0..<count { thread.push(value) }
            return .values(count)
        })
        lua.rawSetGlobal("f")
        #expect(try lua.evaluate("return select('#', f())") == "\(count)")
        #expect(try lua.evaluate("return (select(-1, 0, f()))") == "\(max(0, count - 1))")
    }
}

@Test func whatAHostFunctionThrowsIsRaisedInLua() throws {
    try withState { (lua) throws in
        lua.push(function: { _ in throw PlainFailure() })
        lua.rawSetGlobal("plain")
        lua.push(function: { _ in throw TableFailure() })
        lua.rawSetGlobal("tabular")
        #expect(try lua.evaluate("return select(2, pcall(plain))") == "plain failure")
        #expect(try lua.evaluate("return select(2, pcall(tabular)).kind") == "table")
    }
}

@Test func aLuaErrorThatPassesThroughSwiftStaysTheSameValue() throws {
    try withState { (lua) throws in
        lua.push(function: { thread in
            try thread.call(arguments: 0, results: 0)
            return .nothing
        })
        lua.rawSetGlobal("through")
        #expect(
            try lua.evaluate("local e = {} ; local _, got = pcall(through, function() error(e) end) ; return got == e")
                == "true")
        #expect(try lua.evaluate("return select(2, pcall(through, function() error() end))") == "nil")
    }
}

@Test func aCollectedFunctionReleasesWhatItsBodyHolds() throws {
    let counter = Tracked.Counter()
    let state = try LuaState()
    let tracked = Tracked(counter)
    state.main.push(function: { [tracked] thread in
        thread.push(tracked.counter.alive)
        return .one
    })
    state.main.pop()
    state.collectGarbage()
    withExtendedLifetime(tracked) { #expect(counter.alive == 1) }

    for _ in 0..<100 {
        let tracked = Tracked(counter)
        state.main.push(function: { _ in
            _ = tracked
            return .nothing
        })
        state.main.pop()
    }
    state.collectGarbage()
    #expect(counter.alive <= 1)
    state.main.push(function: { [held = Tracked(counter)] _ in
        _ = held
        return .nothing
    })
    state.main.rawSetGlobal("kept")
    state.close()
    #expect(counter.alive <= 1)
}

@Test func aHundredThousandErrorsLeaveNothingBehind() throws {
    let counter = Tracked.Counter()
    let state = try LuaState()
    let lua = state.main
    lua.push(function: { thread in
        let tracked = Tracked(counter)
        if thread.truth(at: 1) { throw TableFailure() }
        withExtendedLifetime(tracked) { thread.push(true) }
        return .one
    })
    lua.rawSetGlobal("f")
    try lua.run("for i = 1, 1000 do pcall(f, true) end")
    state.collectGarbage()
    let before = state.memoryUsed
    try lua.run("for i = 1, 100000 do pcall(f, i % 2 == 0) end")
    state.collectGarbage()
    #expect(counter.alive == 0)
    #expect(state.memoryUsed <= before + 4096)
}

@Test func aFinalizerMayCallBackIntoSwiftWhileSwiftAllocates() throws {
    try withState { (lua) throws in
        var calls = 0
        lua.push(function: { _ in
            calls += 1
            return .nothing
        })
        lua.rawSetGlobal("note")
        lua.push(function: { thread in
            for _ in 0..<20_000 {
                thread.pushTable(items: 8)
                thread.pop()
            }
            return .nothing
        })
        lua.rawSetGlobal("allocate")
        try lua.run("for i = 1, 100 do setmetatable({}, {__gc = note}) end ; allocate()")
        #expect(calls == 100)
    }
}

@Test func aReleasedFunctionCannotBeReleasedTwiceByAScript() throws {
    try withState { (lua) throws in
        lua.push(function: { _ in .nothing })
        lua.rawSetGlobal("f")
        let code = """
            local _, box = debug.getupvalue(f, 1)
            local gc = debug.getmetatable(box).__gc
            gc(box) ; gc(box)
            return select(2, pcall(f))
            """
        #expect(try lua.evaluate(code) == "host function was released")
    }
}
