import APIClient
import JSON
import LuaBridge
import ManagementAPI
import ScriptRuntime
import TestSupport
import Testing

/// Sets `arguments` to the arguments of a fixture and answers its response.
private func fixture(for documented: DocumentedFixture) throws -> RuntimeFixture {
    let response = HTTPResponse(
        status: documented.answer.status, headers: documented.answer.headers, body: documented.answer.body.bytes)
    var settings = ClientSettings(userAgent: "test")
    settings.retry = .never
    let fixture = try RuntimeFixture(settings: settings) { _ in .answer(response) }
    let lua = fixture.state.main
    lua.push(bytes: JSONValue.array(documented.arguments).encoded())
    lua.rawSetGlobal("text")
    lua.push(documented.endpoint.split(separator: ".").map(String.init)[0])
    lua.rawSetGlobal("resource")
    lua.push(documented.endpoint.split(separator: ".").map(String.init)[1])
    lua.rawSetGlobal("name")
    return fixture
}

private let call = "return _G[resource][name](table.unpack(json.decode(text)))"

/// What the service refuses and the client already does: nothing is sent.
private let refusedHere: Set<String> = ["experiments.create.missing-project"]

@Test(arguments: try DocumentedFixture.all().filter { !refusedHere.contains($0.name) })
func aCallSendsWhatIsDocumented(_ documented: DocumentedFixture) throws {
    let fixture = try fixture(for: documented)
    try fixture.run("pcall(function() \(call) end)")
    let request = try #require(fixture.transport.sent.first)
    #expect(request.method == documented.request.method)
    #expect(request.target == documented.request.target)
    let body = try request.body.map { try JSONValue(parsing: $0) }
    #expect(body?.sorted == documented.request.body?.sorted)
}

@Test(arguments: try DocumentedFixture.all().filter(\.answer.isSuccess))
func aCallAnswersWhatIsDocumented(_ documented: DocumentedFixture) throws {
    let fixture = try fixture(for: documented)
    let endpoint = try #require(Catalogue.all.endpoint(id: documented.endpoint, generation: .beta))
    let lua = fixture.state.main
    try lua.load(call, name: "=test")
    try lua.call(arguments: 0, results: 1)
    defer { lua.pop() }
    guard case .json(let body) = documented.answer.body, endpoint.result != .acknowledgement else {
        #expect(lua.type(at: -1) == .boolean && lua.truth(at: -1))
        return
    }
    let value = try JSONValue(parsing: try fixture.runtime.values.json(at: -1, of: lua))
    guard case .page(_, let paging) = endpoint.result else {
        #expect(value.sorted == body.withoutNullFields.sorted)
        return
    }
    #expect(value.sorted == body[paging.wrapper]?.withoutNullFields.sorted)
    lua.rawGet("nextCursor", at: -1)
    defer { lua.pop() }
    let cursor = try JSONValue(parsing: try fixture.runtime.values.json(at: -1, of: lua))
    #expect(cursor == body["nextCursor"] ?? .null)
}

@Test(arguments: refusedHere)
func whatTheServiceWouldRefuseIsRefusedHere(_ name: String) throws {
    let fixture = try fixture(for: try DocumentedFixture(name: name))
    #expect(fixture.runtime.apiError(try fixture.failure(of: call))?.kind == .argument)
    #expect(fixture.transport.sent.isEmpty)
}

@Test(arguments: try DocumentedFixture.all().filter { !$0.answer.isSuccess && !refusedHere.contains($0.name) })
func anErrorAnswerIsAnErrorTable(_ documented: DocumentedFixture) throws {
    let fixture = try fixture(for: documented)
    let lua = fixture.state.main
    let error = try #require(throws: LuaError.self) {
        try lua.load(call, name: "=test")
        try lua.call(arguments: 0, results: 1)
    }
    let facts = try #require(fixture.runtime.apiError(error))
    let kinds: [Int: APIError.Kind] = [400: .invalid, 401: .auth, 403: .forbidden, 404: .notFound, 429: .rateLimited]
    #expect(facts.kind == kinds[documented.answer.status] ?? .server)
    #expect(facts.status == documented.answer.status)
    #expect(facts.method == documented.request.method)
    let line = fixture.runtime.message(of: error)
    #expect(!line.contains("\n"))
    if case .json(let body) = documented.answer.body, let message = body["error"]?.stringValue {
        #expect(line.contains(message))
    }
}

@Test func aPageOfHTMLIsNoAnswer() throws {
    let fixture = try RuntimeFixture { _ in .answer(ExperimentServer.text("<html><title>Log in</title></html>")) }
    try fixture.run(
        """
        for _, call in ipairs{experiments.activate, experiments.deactivate} do
          local ok, err = pcall(call, "1")
          assert(not ok and err.kind == "decode" and err.outcome == "unknown" and err.status == 200, tostring(err))
        end
        local ok, err = pcall(experiments.get, "1")
        assert(not ok and err.kind == "decode" and err.outcome == nil, tostring(err))
        """)
}

@Test func statusesBecomeKindsAndWritesHaveAnOutcome() throws {
    var status = 200
    var settings = ClientSettings(userAgent: "test")
    settings.retry = .never
    let fixture = try RuntimeFixture(settings: settings) { _ in
        .answer(ExperimentServer.json(["error": "said the server"], status: status))
    }
    let rows: [(Int, String, String)] = [
        (302, "decode", "unknown"), (400, "invalid", "not_applied"), (401, "auth", "not_applied"),
        (403, "forbidden", "not_applied"), (404, "not_found", "not_applied"), (409, "invalid", "not_applied"),
        // The answer of a create is lost, and the list, which could show what it made, cannot be read either.
        (500, "unknown", "unknown"), (503, "unknown", "unknown"),
    ]
    for (code, kind, outcome) in rows {
        status = code
        let error = try #require(
            fixture.runtime.apiError(try fixture.failure(of: "experiments.create{projectId='1',key='k'}")))
        #expect(error.kind.rawValue == kind, "\(code)")
        #expect(error.outcome?.rawValue == outcome, "\(code)")
        #expect(error.status == code)
    }
}

@Test func aTransportThatFailsIsANetworkError() throws {
    let fixture = try RuntimeFixture { _ in .failure(.connectionRefused) }
    try fixture.run(
        """
        local ok, err = pcall(experiments.create, {projectId = "1", key = "k"})
        assert(not ok and err.kind == "network" and err.outcome == "not_applied" and err.status == nil)
        assert(err.method == "POST" and err.path == "/experiments/new" and err.attempts >= 1)
        assert(tostring(err):find("connection refused", 1, true))
        """)
}

@Test func anAnswerOfAnotherShapeIsUndecodable() throws {
    var body = ""
    let fixture = try RuntimeFixture { _ in .answer(ExperimentServer.text(body)) }
    for text in ["[]", "{}", "{\"experiments\": {}}", "{\"experiments\": null}", "{\"experiments\": [1,", "nonsense"] {
        body = text
        let error = try #require(fixture.runtime.apiError(try fixture.failure(of: "experiments.list()")))
        #expect(error.kind == .decode, "\(text)")
    }
    for text in ["[]", "[1", "3", "{\"a\": }"] {
        body = text
        let error = try #require(fixture.runtime.apiError(try fixture.failure(of: "experiments.get('1')")))
        #expect(error.kind == .decode, "\(text)")
    }
    // In a task what was half read must not come between the function and its error.
    body = "{\"experiments\": {}}"
    try fixture.run(
        """
        parallel({1}, function()
          local ok, err = pcall(experiments.list)
          assert(not ok and err.kind == "decode", tostring(err))
        end)
        """)
}

@Test func readOnlyRefusesWritesAndSendsNothing() throws {
    var settings = ClientSettings(userAgent: "test")
    settings.readOnly = true
    let server = ExperimentServer(count: 3)
    let fixture = try RuntimeFixture(settings: settings) { .answer(server.answer($0)) }
    try fixture.run(
        """
        for _, call in ipairs{
          function() experiments.activate(1) end, function() request("POST", "/x") end,
          function() experiments.create{projectId = "1", key = "k"} end,
        } do
          local ok, err = pcall(call)
          assert(not ok and err.kind == "refused" and err.outcome == "not_applied", tostring(err))
        end
        assert(session.read_only == true)
        """)
    #expect(fixture.transport.sent.isEmpty)
}
