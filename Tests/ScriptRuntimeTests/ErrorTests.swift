import APIClient
import LuaBridge
import ScriptRuntime
import Testing

@Test func anErrorTableIsOneReadableLine() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local ok, err = pcall(experiments.get, "absent")
        assert(type(err) == "table" and err.kind == "not_found" and err.status == 404 and err.attempts == 1)
        assert(err.method == "GET" and err.path == "/experiments/absent" and err.outcome == nil and err.target == nil)
        assert(err.message == "no experiment absent" and err.body:find("no experiment", 1, true))
        assert(tostring(err) == "not_found: no experiment absent (GET /experiments/absent, status 404)", tostring(err))
        assert(getmetatable(err).__name == "error")
        """)
}

@Test func factsAreReadFromErrorTablesAndPlainOnesOfAKnownKind() throws {
    let fixture = try RuntimeFixture()
    let rows: [(String, APIError.Kind?)] = [
        ("experiments.get('absent')", .notFound), ("error{kind = 'refused', message = 'no'}", .refused),
        ("error{kind = 'mine'}", nil), ("error('text')", nil), ("error()", nil), ("error{kind = 7}", nil),
        ("local ok, err = pcall(experiments.get, '') ; err.kind = 'mine' ; error(err)", .raised),
        ("parallel({1}, error)", .raised),
    ]
    for (code, kind) in rows {
        #expect(fixture.runtime.apiError(try fixture.failure(of: code))?.kind == kind, "\(code)")
        #expect(fixture.state.main.top == 0)
    }
}

@Test func messagesAreForReading() throws {
    let fixture = try RuntimeFixture()
    let rows: [(String, String)] = [
        ("error('text', 0)", "text"), ("error('text')", "test:1: text"), ("error(7)", "7"), ("error(7.5)", "7.5"),
        ("error()", "(error object is a nil value)"), ("error{}", "(error object is a table value)"),
        ("error(setmetatable({}, {__tostring = function() return 'mine' end}))", "mine"),
        (
            "error(setmetatable({}, {__tostring = function() error('again') end}))", "(error object is a table value)"
        ),
        ("error({message = 'mine', code = 3})", "mine"), ("error({code = 3})", "(error object is a table value)"),
        ("error(null)", "null"), ("parallel({1}, function() error('in item', 0) end)", "raised: in item (item 1)"),
    ]
    for (code, message) in rows { #expect(try fixture.message(of: code) == message, "\(code)") }
}

@Test func tenThousandFailingCallsLeaveMemoryWhereItWas() throws {
    let fixture = try RuntimeFixture()
    let code = """
        local function fail(n)
          for i = 1, n do
            pcall(experiments.get, "")
            pcall(experiments.list, {limt = i})
            pcall(json.encode, {a = {print}})
            pcall(json.decode, "[1,")
          end
        end
        fail(100) collectgarbage() collectgarbage()
        local before = collectgarbage("count")
        fail(2500) collectgarbage() collectgarbage()
        local after = collectgarbage("count")
        assert(after - before < 16, after - before)
        """
    try fixture.run(code)
}

@Test func failingTasksLeaveNothingBehind() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local function fail(n)
          for i = 1, n do
            pcall(parallel, {1, 2, 3}, function(x) experiments.get("absent") end)
            pcall(parallel, experiments.each{limit = 1}, function(x) error(x) end)
          end
          collectgarbage() collectgarbage() parallel({1}, function() end) collectgarbage() collectgarbage()
        end
        fail(50)
        local before = collectgarbage("count")
        fail(500)
        local after = collectgarbage("count")
        assert(after - before < 64, after - before)
        """)
    #expect(fixture.client.pendingCalls == 0)
}

/// Counts how many of them live.
private final class Counted {
    nonisolated(unsafe) static var alive = 0
    init() { Self.alive += 1 }
    deinit { Self.alive -= 1 }
}

@Test func aRuntimeThatGoesAwayTakesEverythingWithIt() throws {
    weak var state: LuaState?
    weak var client: Client?
    weak var transport: ScriptedTransport?
    weak var runtime: ScriptRuntime?
    do {
        let counted = Counted()
        let server = ExperimentServer(count: 3)
        let fixture = try RuntimeFixture { request in
            withExtendedLifetime(counted) { .answer(server.answer(request)) }
        }
        try fixture.run(
            """
            kept = experiments.each{limit = 1} ; kept()
            pcall(parallel, {1, 2}, function() experiments.get("absent") end)
            co = coroutine.wrap(function() for e in experiments.each{limit = 1} do coroutine.yield(e) end end) ; co()
            setmetatable({}, {__gc = function() pcall(experiments.get, 1) end})
            """)
        (state, client, transport, runtime) = (fixture.state, fixture.client, fixture.transport, fixture.runtime)
        #expect(Counted.alive == 1)
    }
    #expect(state == nil && client == nil && transport == nil && runtime == nil)
    #expect(Counted.alive == 0)
}
