import LuaBridge
import ScriptRuntime
import TestSupport
import Testing

/// A script that asks for memory by every kind of function of ours, more than 1,000 times in Lua code.
private let allocating = """
    local kept = {}
    for i = 1, 400 do kept['cheap ' .. i] = {{i}} end
    for i = 1, 12 do
        kept[#kept + 1] = json.decode('{"id": "' .. i .. '", "list": [1, 2, null], "weights": {"a": 1}}')
        kept[#kept].text = json.encode(kept[#kept]) .. tostring(null)
        local ok, problem = pcall(experiments.get, '')
        kept[#kept + 1] = {tostring(problem), ok, problem.kind .. i}
        kept[#kept + 1] = function() return kept, i end
    end
    for e in experiments.each{} do kept[e.id] = e.key .. '!' end
    local all = parallel({1, 2, 3}, function(id)
        local e <close> = setmetatable({id}, {__close = function() kept['closed ' .. id] = true end})
        return experiments.get(tostring(id)).id .. '?'
    end)
    local ok, problem = pcall(parallel, {1, 2}, function(i) error({message = 'wrong ' .. i}) end)
    kept[#kept + 1] = tostring(problem) .. tostring(problem.index)
    local co = coroutine.wrap(function(...)
        for i = 1, 12 do coroutine.yield({i, ...}) end
        return table.concat(all, ' ') .. tostring(experiments.list{limit = 1})
    end)
    for i = 1, 12 do kept[#kept + 1] = co('a' .. i, {}) end
    experiments.activate('1')
    print(#kept .. ' values')
    return #kept + #array{'x'}
    """

@Test(arguments: [false, true]) func everyAllocationOfTheRuntimeThatFailsIsACleanError(once: Bool) throws {
    let fixture = try RuntimeFixture()
    let lua = fixture.state.main
    try lua.load(allocating, name: "=allocating")
    lua.pushCopy(of: 1)
    try lua.call(arguments: 0, results: 1)
    let expected = lua.integer(at: -1)
    lua.pop()
    fixture.state.collectGarbage()
    let settled = fixture.state.memoryUsed

    let start = ContinuousClock.now
    var count = 0
    var failures = 0
    var isEnough = false
    while !isEnough {
        // The report tries each allocation, the suite every fifth.
        count += Reliability.count(5, full: 1)
        lua.pushCopy(of: 1)
        fixture.state.failAllocation(after: count, once: once)
        do throws(LuaError) {
            try lua.call(arguments: 0, results: 1)
            #expect(lua.integer(at: -1) == expected)
            lua.pop()
        } catch {
            fixture.state.failAllocation(after: 0)
            let message = fixture.runtime.message(of: error)
            #expect(message.contains("not enough memory"), "allocation \(count)")
            failures += 1
        }
        isEnough = fixture.state.failAllocation(after: 0)
        guard lua.top == 1 else {
            Issue.record("allocation \(count) left \(lua.top) values")
            return
        }
    }
    #expect(count > 1_000)
    Reliability.report(
        "failed allocations, \(once ? "one" : "all after")", count: count, "\(failures) clean errors, 0 crashes",
        since: start)
    lua.setTop(0)
    fixture.state.collectGarbage()
    fixture.state.collectGarbage()
    #expect(fixture.state.memoryUsed < settled + 50_000, "\(settled) became \(fixture.state.memoryUsed)")
}
