import APIClient
import JSON
import ManagementAPI
import Synchronization
import Testing

@testable import ScriptRuntime

/// What Lua code sees of v1: nested tables, lists that stand for tables, rules that are checked before anything is sent.
struct GenerationTests {
    private static func fixture(
        _ generation: Generation = .v1, notice: @escaping (ClientNotice) -> Void = { _ in },
        _ answers: [String: String] = [:]
    ) throws -> RuntimeFixture {
        try RuntimeFixture(generation: generation, notice: notice) { request in
            let text = answers["\(request.method) \(request.target)"] ?? (request.method == "GET" ? "[]" : "OK")
            return .answer(HTTPResponse(status: 200, body: Array(text.utf8)))
        }
    }

    static let calls: [(code: String, request: String)] = [
        ("flags.list{key = 'k', projectId = '1'}", "GET /api/1/flags?key=k&projectId=1"),
        ("flags.list{includeArchived = true}", "GET /api/1/flags?includeArchived=true"),
        ("experiments.get{id = 7}", "GET /api/1/experiments/7"),
        ("flags.variants.list('7')", "GET /api/1/flags/7/variants"),
        ("flags.variants.get('7', {key = 'on'})", "GET /api/1/flags/7/variants/on"),
        ("flags.versions.get('7', 3)", "GET /api/1/flags/7/versions/3"),
        ("flags.versions.get('7', {version = 3})", "GET /api/1/flags/7/versions/3"),
        (
            "versions.list{start = '2026-01-01', ['end'] = '2026-02-01T00:00:00Z'}",
            "GET /api/1/versions?start=2026-01-01&end=2026-02-01T00:00:00Z"
        ),
        ("flags.edit('7', {enabled = true})", #"PATCH /api/1/flags/7 {"enabled":true}"#),
        ("experiments.edit('7', {endDate = null})", #"PATCH /api/1/experiments/7 {"endDate":null}"#),
        ("flags.activate('7')", #"PATCH /api/1/flags/7 {"enabled":true}"#),
        (
            "experiments.variants.create('7', {key = 'b', payload = {n = 1}})",
            #"POST /api/1/experiments/7/variants {"key":"b","payload":{"n":1}}"#
        ),
        (
            "experiments.variants.edit('7', 'b', {rolloutWeight = 0.5})",
            #"PATCH /api/1/experiments/7/variants/b {"rolloutWeight":0.5}"#
        ),
        ("flags.variants.remove('7', 'b')", "DELETE /api/1/flags/7/variants/b"),
        (
            "flags.variants.users.add('7', 'on', {'u1', 'u2'})",
            #"POST /api/1/flags/7/variants/on/users {"inclusions":["u1","u2"]}"#
        ),
        (
            "flags.variants.users.add('7', 'on', {inclusions = {'u1'}})",
            #"POST /api/1/flags/7/variants/on/users {"inclusions":["u1"]}"#
        ),
        ("flags.variants.users.add('7', 'on', {})", #"POST /api/1/flags/7/variants/on/users {"inclusions":[]}"#),
        ("flags.variants.users.remove('7', 'on', 0)", "DELETE /api/1/flags/7/variants/on/users/0"),
        ("flags.variants.users.remove_all('7', 'on')", "DELETE /api/1/flags/7/variants/on/users"),
        (
            "flags.variants.cohorts.bulk_remove('7', 'on', {'c'})",
            #"DELETE /api/1/flags/7/variants/on/bulk-delete-cohorts {"users":["c"]}"#
        ),
        ("flags.deployments.add('7', {'5'})", #"POST /api/1/flags/7/deployments {"deployments":["5"]}"#),
        ("flags.deployments.remove('7', {id = '5'})", "DELETE /api/1/flags/7/deployments/5"),
        (
            "mutexes.slots.edit('8', {index = 2}, {experiments = {'1', 2}})",
            #"PATCH /api/1/mutexes/8/slots/2 {"experiments":["1",2]}"#
        ),
        (
            "flags.edit('7', {targetSegments = {}}, {accept_loss = true})",
            #"PATCH /api/1/flags/7 {"targetSegments":[]}"#
        ),
        (
            "flags.edit('7', {rolloutPercentage = 101}, {allow_unknown = true})",
            #"PATCH /api/1/flags/7 {"rolloutPercentage":101}"#
        ),
    ]

    @Test(arguments: calls)
    func aCallIsTheRequestOfTheDocuments(_ code: String, _ request: String) throws {
        let fixture = try Self.fixture(
            .v1,
            [
                "GET \(request.split(separator: " ").last ?? "")":
                    #"{"flags":[],"versions":[],"id":"7","key":"on","version":3}"#
            ])
        _ = try? fixture.evaluate("return pcall(function() \(code) end)")
        let sent = try #require(fixture.transport.sent.first)
        let body = sent.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        #expect("\(sent.method) \(sent.target)\(body)" == request)
        #expect(fixture.transport.sent.count == 1)
    }

    static let wrong: [(code: String, words: String)] = [
        ("flags.edit('7', {})", "flags.edit: needs name, description, enabled,"),
        ("flags.edit('7')", "flags.edit: needs name, description, enabled,"),
        ("flags.edit('7', {enbled = true})", "enbled: unknown name; did you mean enabled?"),
        ("flags.edit('7', {rolloutPercentage = 101})", "rolloutPercentage: must be at most 100, got 101"),
        ("flags.edit('7', {rolloutPercentage = -1})", "rolloutPercentage: must be at least 0, got -1"),
        ("experiments.edit('7', {startDate = 'soon'})", "\"soon\" is no ISO 8601 date or date-time"),
        ("experiments.edit('7', {startDate = '2026-02-30'})", "\"2026-02-30\" is no ISO 8601 date"),
        ("experiments.edit('7', {decision = 'roll-out'})", "did you mean \"rollout\"?"),
        ("flags.variants.create('7', {key = 'off'})", "key: \"off\" is reserved"),
        ("flags.variants.create('7', {key = 'b', payload = print})", "payload: a function has no JSON text"),
        ("flags.variants.edit('7', 'b', {rolloutWeight = -1})", "rolloutWeight: must be at least 0, got -1"),
        ("flags.set_rollout_weights('7', {on = -1})", "rolloutWeights.on: must be at least 0, got -1"),
        ("flags.variants.users.add('7', 'on', {1})", "inclusions[1]: expected a string, got an integer"),
        (
            "local t = {} for i = 1, 2001 do t[i] = 'u' .. i end flags.variants.users.add('7', 'on', t)",
            "inclusions: takes at most 2000 items, got 2001"
        ),
        (
            "flags.edit('7', {targetSegments = {{name = 's', percentage = 5, rolloutWeights = {on = 1}, conditions = {{type = 'property', prop = 'p', op = 'is', values = {}}}}}})",
            "targetSegments[1].conditions[1].values: needs at least 1 item, got 0"
        ),
        (
            "flags.edit('7', {targetSegments = {{name = 's', percentage = 5, rolloutWeights = {on = 1}, conditions = {{type = 'property', prop = 'p', op = 'set iss', values = {'x'}}}}}})",
            "did you mean \"set is\"?"
        ),
        (
            "mutexes.create{projectId = '1', name = 'n', key = 'k', slots = {{percentage = 60}, {percentage = 30}}}",
            "slots: the percentages must add up to 100, got 90"
        ),
        (
            "mutexes.create{projectId = '1', name = 'n', key = 'k', slots = {{percentage = 50.5}, {percentage = 49.5}}}",
            "slots[1].percentage: expected an integer, got the number 50.5"
        ),
        ("mutexes.create{projectId = '1', name = 'n', slots = {{percentage = 100}}}", "key: is required"),
        ("holdouts.create{projectId = '1', name = 'n', holdoutPercentage = 5}", "key: is required"),
        (
            "holdouts.create{projectId = '1', name = 'n', key = 'k', holdoutPercentage = 100}",
            "must be at most 99, got 100"
        ),
        (
            "deployments.create{projectId = '1', label = 'a b', type = 'client'}",
            "may hold only letters, digits, _ and -"
        ),
        ("flags.get('7', {accept_loss = true})", "accept_loss: unknown name"),
        ("flags.variants.get('7', {name = 'x'})", "expected a key or a table with a key; this table has none"),
    ]

    @Test func aRuleOfTheDocumentsIsHeldBeforeAnythingIsSent() throws {
        let fixture = try Self.fixture()
        for (code, words) in Self.wrong {
            let error = try fixture.failure(of: code)
            let line = fixture.runtime.message(of: error)
            #expect(fixture.runtime.apiError(error)?.kind == .argument, "\(code): \(line)")
            #expect(line.contains(words), "\(code): \(line)")
        }
        #expect(fixture.transport.sent.isEmpty)
    }

    @Test func whatIsOnlySeenElsewhereIsSentWithOneNotice() throws {
        var notices: [String] = []
        let fixture = try Self.fixture(.v1, notice: { notices.append($0.description) })
        try fixture.run(
            """
            flags.variants.create('7', {key = 'my key'})
            flags.variants.create('7', {key = 'my other key'})
            flags.variants.cohorts.add('7', 'on', {'1','2','3','4','5','6','7','8','9','10','11'})
            """)
        #expect(fixture.transport.sent.count == 3)
        #expect(
            notices == [
                #"flags.variants.create: key: "my key" may hold only letters, digits, _ and -, as far as is known; it is sent all the same"#,
                "flags.variants.cohorts.add: inclusions: takes at most 10 items, got 11, as far as is known; it is sent all the same",
            ])
    }

    @Test func everyPagedListHasItsIteratorAndNoOther() throws {
        let fixture = try Self.fixture()
        #expect(
            try fixture.evaluate("return type(flags.each) .. type(versions.all) .. type(mutexes.each)")
                == "functionfunctionfunction")
        #expect(
            try fixture.evaluate("return tostring(flags.variants.each) .. tostring(flags.versions.all)") == "nilnil")
    }

    @Test func anArrayComesBackAsOneWithItsItemsMarked() throws {
        let fixture = try Self.fixture(
            .v1,
            [
                "GET /api/1/flags/7/variants": #"[{"key":"on","rolloutWeight":1}]"#,
                "GET /api/1/flags/7/variants/on/users": #"["u1","u2"]"#,
            ])
        #expect(try fixture.evaluate("return flags.variants.list('7')[1].key") == "on")
        #expect(try fixture.evaluate("return table.concat(flags.variants.users.list('7', 'on'), ',')") == "u1,u2")
        #expect(try fixture.evaluate("return getmetatable(flags.variants.list('7')[1]).__name") == "VariantDetail")
    }

    @Test func partlyDoneIsToldWithItsSteps() throws {
        let fixture = try RuntimeFixture(generation: .v1) { request in
            switch (request.method, request.target.hasSuffix("/a")) {
            case ("GET", _):
                .answer(
                    HTTPResponse(
                        status: 200, body: Array(#"[{"key":"a","rolloutWeight":1},{"key":"b","rolloutWeight":0}]"#.utf8)
                    ))
            case (_, true): .answer(HTTPResponse(status: 400, body: Array(#"{"error":"no"}"#.utf8)))
            default: .answer(HTTPResponse(status: 200, body: Array("OK".utf8)))
            }
        }
        try fixture.run(
            """
            local ok, e = pcall(experiments.set_rollout_weights, '7', {a = 0, b = 1})
            print(ok, e.kind, e.outcome, #e.steps)
            for _, s in ipairs(e.steps) do print(s.call, s.item, s.outcome, s.message) end
            """)
        #expect(
            fixture.output == """
                false\tinvalid\tpartly\t2
                experiments.variants.edit\tb\tapplied\tnil
                experiments.variants.edit\ta\tnot_applied\tno

                """)
    }

    /// As the documents show it by a slip.
    @Test func aCursorAmongTheItemsIsTheListsOwn() throws {
        let fixture = try Self.fixture(
            .v1,
            [
                "GET /api/1/flags": #"{"flags":[{"id":"1"},{"nextCursor":"26"}]}"#,
                "GET /api/1/flags?limit=1000": #"{"flags":[{"id":"1"},{"nextCursor":"26"}]}"#,
                "GET /api/1/flags?limit=1000&cursor=26": #"{"flags":[{"id":"2"}]}"#,
            ])
        #expect(try fixture.evaluate("local p = flags.list() return #p .. p.nextCursor") == "126")
        #expect(try fixture.evaluate("local n = 0 for f in flags.each{} do n = n + f.id end return n") == "3")
    }

    // MARK: - The other generation

    static let missing: [(code: String, line: String)] = [
        ("flags.list()", "argument: flags are in v1: --api v1"),
        ("flags.variants.users.add('1', 'on', {})", "argument: flags are in v1: --api v1"),
        ("mutexes.create{}", "argument: mutexes are in v1: --api v1"),
        ("versions.list{}", "argument: versions are in v1: --api v1"),
        ("experiments.edit('1', {enabled = true})", "argument: experiments.edit is in v1: --api v1"),
        ("experiments.variants.list('1')", "argument: experiments.variants.list is in v1: --api v1"),
        ("experiments.tags.add('1', {'x'})", "argument: experiments.tags.add is in v1: --api v1"),
    ]

    @Test(arguments: missing)
    func onTheBetaACallOfV1SaysWhereItIs(_ code: String, _ line: String) throws {
        let fixture = try Self.fixture(.beta)
        #expect(try fixture.message(of: code).hasPrefix(line))
        #expect(fixture.transport.sent.isEmpty)
    }

    @Test func aNameOfNoGenerationIsNil() throws {
        let fixture = try Self.fixture(.beta)
        #expect(try fixture.evaluate("return tostring(flags.nothing) .. tostring(experiments.nothing)") == "nilnil")
        #expect(try fixture.evaluate("return tostring(rawget(flags, 'list'))") == "nil")
    }

    @Test func aSwitchOfTheGenerationSwapsTheTablesAndKeptFunctionsFollow() throws {
        let fixture = try Self.fixture(
            .beta, ["GET /api/1/experiments/7": #"{"id":"7"}"#, "GET /experiments/7": #"{"id":"7"}"#])
        try fixture.run("kept, flagsBefore = experiments.get, flags")
        let other = APITarget(name: "other", url: "memory", generation: .v1, client: fixture.client)
        fixture.runtime.switchTarget(to: other)
        #expect(try fixture.evaluate("return session.generation") == "v1")
        #expect(
            try fixture.evaluate("return tostring(flags == flagsBefore) .. type(rawget(flags, 'edit'))")
                == "truefunction")
        try fixture.run("kept('7'); experiments.activate('7'); flags.variants.remove('7', 'b')")
        #expect(fixture.targets == ["/api/1/experiments/7", "/api/1/experiments/7", "/api/1/flags/7/variants/b"])
        #expect(try fixture.evaluate("return catalogue.name") == "v1")
        try fixture.run("edit = experiments.edit")
        fixture.runtime.switchTarget(
            to: APITarget(name: "back", url: "memory", generation: .beta, client: fixture.client))
        try fixture.run("kept('7')")
        #expect(fixture.targets.last == "/experiments/7")
        #expect(try fixture.message(of: "edit('7', {enabled = true})").hasPrefix("argument: experiments.edit is in v1"))
        #expect(try fixture.message(of: "flags.list()").hasPrefix("argument: flags are in v1"))
    }
}
