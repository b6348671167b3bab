import APIClient
import LuaBridge
import Reactor
import ScriptRuntime
import Testing

/// A fixture whose server holds every request; when the loop comes round, the newest is answered. So answers come in
/// another order than their requests, and never before all requests that may be under way are.
private func holdingFixture(experiments count: Int64 = 1000) throws -> RuntimeFixture {
    let server = ExperimentServer(count: count)
    var arrived: () -> Void = {}
    let fixture = try RuntimeFixture { _ in
        arrived()
        return .hold
    }
    arrived = { [unowned fixture] in
        fixture.reactor.schedule(after: .zero) { [unowned fixture] in
            fixture.transport.release { server.answer($0) }
        }
    }
    return fixture
}

@Test(arguments: [0, 1, 2, 7, 8, 9, 100])
func resultsComeInTheOrderOfTheItems(_ count: Int) throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local ids = {}
        for i = 1, \(count) do ids[i] = i end
        local results = parallel(ids, function(id) return experiments.get(id).id end)
        assert(#results == \(count))
        for i = 1, \(count) do assert(results[i] == tostring(i)) end
        assert(json.encode(results):sub(1, 1) == "[")
        """)
    #expect(fixture.transport.sent.count == count)
    #expect(fixture.transport.mostInFlight == min(8, count))
}

@Test(arguments: [1, 2, 3, 16, 64])
func exactlyItsConcurrencyIsInFlight(_ concurrency: Int) throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local ids = {}
        for i = 1, 200 do ids[i] = i end
        local running, most = 0, 0
        parallel(ids, function(id)
          running = running + 1
          most = math.max(most, running)
          experiments.get(id)
          experiments.get(id)
          running = running - 1
        end, {concurrency = \(concurrency)})
        assert(running == 0 and most == \(concurrency), most)
        """)
    #expect(fixture.transport.mostInFlight == concurrency)
}

@Test func aThousandReadsKeepTheirOrder() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local ids = {}
        for i = 1, 1000 do ids[i] = i end
        local results = parallel(ids, experiments.get, {concurrency = 50})
        for i = 1, 1000 do assert(results[i].id == tostring(i)) end
        """)
    #expect(fixture.transport.mostInFlight == 50)
}

@Test func whatFnAnswersIsKeptAndNilIsNull() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local results = parallel({1, 2, 3, 4}, function(i)
          if i == 1 then return end
          if i == 2 then return nil, "x" end
          if i == 3 then return false end
          return i, "more"
        end)
        assert(results[1] == null and results[2] == null and results[3] == false and results[4] == 4 and #results == 4)
        """)
}

@Test func anIteratorIsPulledOnlyAsFastAsItIsUsed() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local pulled, ended, ahead = 0, 0, 0
        local results = parallel(function()
          pulled = pulled + 1
          ahead = math.max(ahead, pulled - ended)
          if pulled <= 40 then return pulled end
        end, function(i) local e = experiments.get(i) ; ended = ended + 1 ; return e.id end, {concurrency = 4})
        assert(#results == 40 and results[40] == "40" and pulled == 41)
        assert(ahead <= 5, ahead)
        """)
    #expect(fixture.transport.mostInFlight == 4)
}

@Test func aCallableTableIsAnIterator() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local n = 0
        local source = setmetatable({}, {__call = function() n = n + 1 ; return n <= 3 and n or nil end})
        assert(#parallel(source, function(i) return i end) == 3)
        """)
}

@Test func oneFailingItemStopsNewOnesAndTheOthersFinish() throws {
    let fixture = try holdingFixture(experiments: 100)
    try fixture.run(
        """
        local started, finished = 0, 0
        local items = {}
        for i = 1, 100 do items[i] = {id = i == 6 and "absent" or i} end
        local ok, err = pcall(parallel, items, function(item)
          started = started + 1
          experiments.get(item)
          finished = finished + 1
        end, {concurrency = 4})
        assert(not ok and err.kind == "not_found" and err.index == 6 and err.item == items[6], tostring(err))
        assert(err.status == 404 and tostring(err):find("no experiment absent", 1, true))
        assert(tostring(err):find("item 6", 1, true), tostring(err))
        assert(started == finished + 1 and started < 12, started)
        """)
    #expect(fixture.transport.inFlight == 0)
}

@Test func aRaiseThatIsNoTableIsWrapped() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        for _, value in ipairs{"boom", 42} do
          local ok, err = pcall(parallel, {"a", "b"}, function(x) if x == "b" then error(value, 0) end end)
          assert(not ok and err.kind == "raised" and err.index == 2 and err.item == "b", tostring(err))
          assert(err.message == tostring(value), err.message)
        end
        local ok, err = pcall(parallel, {1}, function() error() end)
        assert(not ok and err.kind == "raised" and err.index == 1)
        local mine = {code = 7}
        local ok, err = pcall(parallel, {1}, function() error(mine) end)
        assert(err == mine and mine.index == 1 and mine.code == 7)
        local ok, err = pcall(parallel, {1}, function() local x = nil ; return x.y end)
        assert(err.kind == "raised" and err.message:find("attempt to index a nil value", 1, true), tostring(err))
        """)
}

@Test func anIteratorThatRaisesEndsItAndStartsNothingMore() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local n, finished = 0, 0
        local ok, err = pcall(parallel, function()
          n = n + 1
          if n == 3 then error("no more", 0) end
          return n
        end, function(i) experiments.get(i) ; finished = finished + 1 end)
        assert(not ok and err.kind == "raised" and err.message == "no more" and err.index == 3 and err.item == nil)
        assert(finished == 2, finished)
        """)
}

@Test func anItemThatIsPulledWhileAnotherFailsIsNotStarted() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local started = {}
        local n = 0
        local ok, err = pcall(parallel, function()
          n = n + 1
          if n > 1 then experiments.get(n) end
          return n
        end, function(i) started[#started + 1] = i ; error("bad", 0) end)
        assert(not ok and err.index == 1 and #started == 1, #started)
        """)
}

@Test func parallelNests() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local results = parallel({1, 2, 3}, function(i)
          local inner = parallel({10, 20, 30, 40}, function(j) return experiments.get(i * 100 + j).id end, {concurrency = 2})
          return table.concat(inner, ",")
        end, {concurrency = 3})
        assert(results[1] == "110,120,130,140" and results[3] == "310,320,330,340", results[1])
        local ok, err = pcall(parallel, {1, 2}, function(i)
          return parallel({3, 4}, function(j) if i == 2 and j == 4 then error("deep", 0) end ; experiments.get(j) end)
        end)
        assert(not ok and err.message == "deep" and err.index == 2 and err.item == 2)
        assert(#parallel({1, 2}, function() return parallel({}, print) end) == 2)
        """)
    #expect(fixture.transport.mostInFlight == 6)
}

@Test func sleepLetsOthersGoOn() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local order = {}
        parallel({3, 1, 2, 0}, function(i) sleep(i) ; order[#order + 1] = i end)
        assert(table.concat(order, ",") == "0,1,2,3", table.concat(order, ","))
        sleep(0) sleep(0.5)
        """)
}

/// Where a call may be made; `get` is the call.
private let places: [(String, String)] = [
    ("the chunk", "return get()"),
    ("pcall", "return select(2, assert(pcall(get)))"),
    ("a sort comparator", "local r ; table.sort({2, 1}, function(a, b) r = get() ; return a < b end) ; return r"),
    ("a gsub callback", "return (('x'):gsub('x', function() return get() end))"),
    ("an __index", "return setmetatable({}, {__index = function() return get() end}).x"),
    ("a __tostring", "return tostring(setmetatable({}, {__tostring = function() return get() end}))"),
    ("an __add", "return setmetatable({}, {__add = function() return get() end}) + 1"),
    ("an iterator", "for x in function(_, last) if not last then return get() end end do return x end"),
    ("a coroutine", "return coroutine.wrap(function() return get() end)()"),
    (
        "a coroutine that yields",
        "local co = coroutine.wrap(function() coroutine.yield(get()) ; return 'end' end) ; local r = co() ; assert(co() == 'end') ; return r"
    ),
    (
        "a <close>",
        "local r ; do local c <close> = setmetatable({}, {__close = function() r = get() end}) end ; return r"
    ),
    (
        "a <close> after an error",
        "local r ; pcall(function() local c <close> = setmetatable({}, {__close = function() r = get() end}) ; error('x') end) ; return r"
    ),
    ("a module", "package.preload.m = function() return get() end ; package.loaded.m = nil ; return require('m')"),
    ("load", "return load('return get()')()"),
    ("xpcall's handler", "return select(2, xpcall(error, function() return get() end))"),
    ("parallel", "return parallel({1}, get)[1]"),
    ("parallel in a coroutine", "return coroutine.wrap(function() return parallel({1}, get)[1] end)()"),
    (
        "parallel in a sort comparator",
        "local r ; table.sort({2, 1}, function(a, b) r = parallel({1, 2}, get)[2] ; return a < b end) ; return r"
    ),
    ("a finalizer", "local r ; setmetatable({}, {__gc = function() r = get() end}) ; collectgarbage() ; return r"),
]

/// Where Lua itself lets no error out: a finalizer warns, an inner pcall has caught it, a handler's own error is its result.
private let placesThatKeepErrors = ["a finalizer", "a <close> after an error", "xpcall's handler"]

@Test func callsWorkFromEverywhereInsideAndOutsideOfParallel() throws {
    for (place, code) in places {
        let fixture = try holdingFixture()
        try fixture.run(
            """
            function get() return experiments.get(7).id end
            local function place() \(code) end
            assert(place() == "7", "\(place)")
            local results = parallel({1, 2, 3}, function(i) experiments.get(i) ; local r = place() ; experiments.get(i) ; return r end)
            for i = 1, 3 do assert(results[i] == "7", "\(place) in parallel") end
            -- An error there is an ordinary error.
            function get() return experiments.get("absent").id end
            local ok, err = pcall(place)
            if \(placesThatKeepErrors.contains(place)) then
              assert(ok, tostring(err))
            else
              assert(not ok and err.kind == "not_found" and err.path == "/experiments/absent", tostring(err))
            end
            """)
        #expect(fixture.transport.inFlight == 0, "\(place)")
    }
}

@Test func aModuleFromAFileCallsInsideParallel() throws {
    let server = ExperimentServer(count: 3)
    let fixture = try RuntimeFixture(files: ["./m.lua": "return experiments.get(2).id"]) { .answer(server.answer($0)) }
    try fixture.run(
        """
        package.searchpath = function(name) return "./" .. name .. ".lua" end
        assert(parallel({1}, function() return require("m") end)[1] == "2")
        """)
}

@Test func yieldingToTheHostIsAnErrorAndToOneselfIsNot() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local ok, err = pcall(parallel, {1}, function() coroutine.yield(1) end)
        assert(not ok and err.message:find("attempt to yield from outside a coroutine", 1, true), tostring(err))
        local results = parallel({1, 2}, function(i)
          local co = coroutine.wrap(function() for j = 1, 3 do coroutine.yield(experiments.get(j).id) end end)
          return co() .. co() .. co()
        end)
        assert(results[2] == "123")
        """)
}

@Test func aCoroutineMayOutliveItsTask() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local kept
        parallel({1}, function()
          kept = coroutine.create(function() coroutine.yield() ; return experiments.get(3).id end)
          coroutine.resume(kept)
        end)
        local ok, id = coroutine.resume(kept)
        assert(ok and id == "3")
        """)
}

/// What is no list would be done in part.
@Test func itemsWithAHoleOrWithFieldsAreRefused() throws {
    let fixture = try RuntimeFixture()
    for (items, words) in [
        ("{1, nil, 3}", "items: item 2 of the array is nil"),
        ("{[3] = 1, [1] = 1}", "items: item 2 of the array is nil"),
        ("{[2] = 1}", "items: item 1 of the array is nil"),
        ("{a = 1, [1] = 9}", "items: the table is an array and has the field a too"),
        ("{1, 2, n = 2}", "items: the table is an array and has the field n too"), ("{[0] = 1, 2}", "the key 0"),
        ("{a = 1}", "items: expected an array or an iterator, got a table with fields"),
        ("{[true] = 1}", "items: a table with the key true has no JSON text"),
    ] {
        let message = try fixture.message(of: "parallel(\(items), function() ran = true end)")
        #expect(message.hasPrefix("argument: parallel: ") && message.contains(words), "\(items): \(message)")
    }
    try fixture.run(
        """
        assert(not ran)
        local page = experiments.list{}
        page.nextCursor = "more"
        assert(#parallel(page, function(e) return e.id end) == 3)
        assert(#parallel({[2] = 5, [1] = 4}, function(x) return x end) == 2 and #parallel({}, print) == 0)
        """)
}

/// Ways of code to go on with a task in the place of the host. `kept` is the coroutine of the first item, which waits.
private let forgeries = [
    "coroutine.resume(kept, true, {id = 'forged'})", "coroutine.resume(kept, false, 'forged')",
    "coroutine.resume(kept)",
    "coroutine.wrap(function() return coroutine.resume(kept, true, {id = 'forged'}) end)()",
    "(function() local co = coroutine.create(coroutine.resume) return select(2, coroutine.resume(co, kept, true, 1)) end)()",
    "pcall(coroutine.close, kept)", "coroutine.wrap(function() return pcall(coroutine.close, kept) end)()",
    "pcall(coroutine.wrap(function(...) return ... end), coroutine.resume(kept, true, 1))",
]

/// field/attack 9
@Test(
    arguments: forgeries,
    [
        "experiments.get(1).id", "experiments.list{limit = 1}[1].id", "(sleep(0.01) or '1')",
        "parallel({1}, function() return experiments.get(1).id end)[1]",
    ])
func onlyTheHostGoesOnWithATaskThatWaits(_ forgery: String, _ call: String) throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local kept, tries
        local results = parallel({1, 2}, function(i)
          if i == 1 then
            kept = coroutine.running()
            local answer = \(call)
            return answer
          end
          tries = table.pack(\(forgery))
          assert(coroutine.status(kept) == "suspended")
          return "2"
        end)
        local said = tostring(tries[tries.n])
        assert(said:find("cannot %a+ a task that waits"), said)
        assert(tries[tries.n - 1] == false)
        assert(results[1] == "1" and results[2] == "2", results[1])
        """)
}

/// field/attack 9
@Test func aTaskThatHasEndedIsAsDeadAsAnyCoroutine() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local kept, ran
        local first = parallel({1}, function()
          kept = coroutine.running()
          experiments.get(1)
          return function() ran = true end
        end)
        assert(type(first[1]) == "function")
        assert(coroutine.status(kept) == "dead")
        local ok, message = coroutine.resume(kept, true, 1)
        assert(ok == false and message == "cannot resume dead coroutine", message)
        assert(coroutine.close(kept) and not ran)
        local _, inside = parallel({1}, function() return (select(2, coroutine.resume(coroutine.running()))) end)[1]
        """)
}

/// field/attack 9
@Test func theStepOfAnIteratorIsATaskToo() throws {
    let fixture = try holdingFixture()
    try fixture.run(
        """
        local kept, said
        local given = 0
        local function items()
          given = given + 1
          if given == 2 then
            kept = coroutine.running()
            sleep(1)
            return experiments.get(2).id == "2" and "second" or "forged"
          end
          if given < 3 then return given end
        end
        local results = parallel(items, function(item)
          experiments.get(1)
          if item == 1 then said = select(2, coroutine.resume(kept, true, {id = "9"})) end
          return item
        end, {concurrency = 2})
        assert(said == "cannot resume a task that waits", said)
        assert(results[2] == "second", results[2])
        """)
}
