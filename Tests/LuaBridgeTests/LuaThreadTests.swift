import LuaBridge
import Testing

@Test(arguments: ["", "a", "nul \0 inside", "naïve ☃ 日本", String(repeating: "x", count: 100_000)])
func aStringCrossesUnchanged(text: String) throws {
    try withState { (lua) throws in
        lua.push(text)
        lua.rawSetGlobal("s")
        #expect(try lua.evaluate("return #s") == "\(text.utf8.count)")
        lua.rawGetGlobal("s")
        #expect(lua.string(at: -1) == text)
        lua.pop()
    }
}

@Test func bytesThatAreNoTextCrossUnchanged() throws {
    try withState { (lua) throws in
        let bytes: [UInt8] = (0...255).map { UInt8($0) }
        lua.push(bytes: bytes)
        #expect(lua.bytes(at: -1) == bytes)
        lua.pop()
    }
}

@Test(arguments: [0, 1, -1, 9_007_199_254_740_993, Int64.max, Int64.min])
func integersCrossExactly(value: Int64) throws {
    try withState { (lua) throws in
        lua.push(value)
        #expect(lua.isInteger(at: -1))
        #expect(lua.integer(at: -1) == value)
        lua.pop()
    }
}

@Test func stringsAreNeverTakenForNumbers() throws {
    try withState { (lua) throws in
        lua.push("10")
        #expect(lua.integer(at: -1) == nil)
        #expect(lua.number(at: -1) == nil)
        lua.pop()
        lua.push(2.5)
        #expect(lua.integer(at: -1) == nil)
        #expect(lua.string(at: -1) == nil)
        lua.pop()
    }
}

@Test func rawAccessRunsNoMetamethod() throws {
    try withState { (lua) throws in
        try lua.run("t = setmetatable({}, {__index = function() error('ran') end, __newindex = error, __len = error})")
        lua.rawGetGlobal("t")
        #expect(lua.rawGet("absent", at: -1) == .nil)
        lua.pop()
        lua.push(1)
        lua.rawSet("x", at: -2)
        #expect(lua.rawGet("x", at: -1) == .number)
        lua.pop()
        #expect(lua.size(at: -1).items == 0)
        #expect(throws: LuaError.self) { try lua.get("absent", at: -1) }
        #expect(throws: LuaError.self) { try lua.pushLength(of: -1) }
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test(arguments: [0, 1, 2, 1000]) func aTableIsSteppedThroughOnce(count: Int) throws {
    try withState { (lua) throws in
        lua.pushTable()
        for index in 0..<count {
            lua.push(index)
            lua.rawSet("k\(index)", at: -2)
        }
        var seen = Set<String>()
        lua.pushNil()
        while try lua.next(at: 1) {
            if let key = lua.string(at: -2) { seen.insert(key) }
            lua.pop()
        }
        #expect(seen.count == count)
        lua.pop()
    }
}

@Test func aNilOrNaNKeyIsNoKey() throws {
    try withState { (lua) throws in
        lua.pushTable()
        lua.pushNil()
        lua.push(1)
        lua.rawSet(at: 1)
        lua.push(Double.nan)
        lua.push(1)
        lua.rawSet(at: 1)
        #expect(lua.top == 1)
        lua.pop()
    }
}

@Test func onlyTextIsLoaded() throws {
    try withState { (lua) throws in
        try lua.run("return string.dump(function() end)", results: 1)
        let binary = try #require(lua.bytes(at: -1))
        lua.pop()
        #expect(throws: LuaError.self) { try lua.load(binary, name: "=binary") }
    }
}

@Test func aSyntaxErrorNamesFileAndLine() throws {
    try withState { (lua) throws in
        let error = #expect(throws: LuaError.self) { try lua.load("x =\n= 1", name: "@snippet.lua") }
        #expect(error?.kind == .syntax)
        #expect(error?.message == "snippet.lua:2: unexpected symbol near '='")
    }
}

@Test func aTracebackIsKeptBesideTheErrorValue() throws {
    try withState { (lua) throws in
        try lua.load("local function inner() error({code = 7}) end inner()", name: "=chunk")
        let error = #expect(throws: LuaError.self) { try lua.call(arguments: 0, results: 0, traceback: true) }
        let found = try #require(error)
        #expect(found.traceback?.contains("in upvalue 'inner'") == true || found.traceback?.contains("inner") == true)
        lua.push(found.value)
        #expect(lua.rawGet("code", at: -1) == .number)
        lua.pop(2)
    }
}

@Test func aReferenceOutlivesItsStateHarmlessly() throws {
    var reference: LuaReference?
    do {
        let state = try LuaState()
        state.main.push("kept")
        reference = state.main.popReference()
        #expect(reference?.isAlive == true)
    }
    #expect(reference?.isAlive == false)
    reference = nil
}

@Test func droppedReferencesAreUsedAgain() throws {
    let state = try LuaState()
    for _ in 0..<10_000 {
        state.main.pushTable()
        _ = state.main.popReference()
    }
    state.collectGarbage()
    #expect(state.memoryUsed < 200_000)
}

@Test func warningsArriveWhole() throws {
    let state = try LuaState()
    var warnings: [String] = []
    state.warningHandler = { warnings.append($0) }
    try state.main.run("warn('@on') warn('one ', 'two')")
    #expect(warnings == ["@on", "one two"])
}

@Test func theGuardLetsPassWhatWasPromised() throws {
    try withState { (lua) throws in
        lua.balanced(pushes: 2) {
            lua.push(1)
            lua.push(2)
        }
        lua.balanced(pops: 1) { lua.pop() }
        let isThere = lua.balanced(pops: 1, pushesWhenTrue: 2) {
            lua.push(2)
            return true
        }
        let isGone = lua.balanced(pops: 2, pushesWhenTrue: 1) {
            lua.pop(2)
            return false
        }
        #expect(isThere && !isGone)
        lua.balanced(pushes: nil) { lua.push(1) }
        lua.balanced(pops: nil) { lua.setTop(1) }
        #expect(throws: CancellationError.self) {
            try lua.balanced(pops: 1, pushes: 3) {
                lua.pop()
                throw CancellationError()
            }
        }
    }
}

@Test func theGuardTrapsWhenAnEffectIsNotWhatWasPromised() async {
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        state.main.balanced { state.main.push(1) }
    }
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        state.main.balanced(pushes: 1) {}
    }
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        state.main.push(1)
        _ = state.main.balanced(pushesWhenTrue: 1) {
            state.main.push(1)
            return false
        }
    }
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        state.main.push(1)
        state.main.balanced(pops: nil) { state.main.push(2) }
    }
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        try? state.main.balanced(pushes: 1) {
            state.main.push(1)
            throw CancellationError()
        }
    }
}

@Test func aHostFunctionThatPromisesMoreValuesThanItLeavesTraps() async {
    await #expect(processExitsWith: .failure) {
        let state = try LuaState()
        state.main.push(function: { thread in
            thread.push(1)
            return .values(2)
        })
        try state.main.call(arguments: 0, results: nil)
    }
}

@Test func aViewThatCannotBeMadeLeavesNothingOnTheStack() throws {
    try withState { (lua) throws in
        LuaReadOnlyView.install(in: lua.state, itemNames: [])
        LuaReadOnlyView.push(on: lua) { _ in throw CancellationError() }
        #expect(throws: LuaError.self) { try LuaReadOnlyView.pushContents(at: 1, of: lua) }
        #expect(lua.top == 1)
        lua.pop()
    }
}
