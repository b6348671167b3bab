import APIClient
import JSON
import LuaBridge
import ManagementAPI
import ScriptRuntime
import Testing

/// What `find` asks the service, and what it returns.
struct FindTests {
    /// A list of v1 in pages of two, and two deployments.
    private func service(
        _ keys: [String] = ["cart-a", "cart-b", "shop-a", "cart-c", "shop-b"]
    ) throws -> RuntimeFixture {
        try RuntimeFixture(generation: .v1) { request in
            let parts = request.target.split(separator: "?").map(String.init)
            guard parts[0] == "/api/1/experiments" else {
                return .answer(
                    ExperimentServer.json([
                        "deployments": [["id": "71", "label": "web-shop"], ["id": "72", "label": "mailer"]]
                    ]))
            }
            let query = parts.count > 1 ? parts[1] : ""
            let start = Int(query.split(separator: "=").last ?? "") ?? 0
            let place = query.contains("cursor=") ? start : 0
            let items: [JSONValue] = keys.enumerated().map { index, key in
                [
                    "id": .string("\(index + 1)"), "key": .string(key), "enabled": .bool(index % 2 == 0),
                    "projectId": .string(index < 3 ? "1" : "2"), "tags": index == 1 ? ["q4", "web"] : [],
                    "state": .string(index == 0 ? "running" : "planning"), "rolloutPercentage": .number(Double(index)),
                    "deployments": index == 3 ? ["72"] : ["71"], "createdBy": .string("u\(index)@example.com"),
                ]
            }
            let page = Array(items.dropFirst(place).prefix(2))
            return .answer(
                ExperimentServer.json([
                    "experiments": .array(page),
                    "nextCursor": place + 2 < items.count ? .string("\(place + 2)") : .null,
                ]))
        }
    }

    /// The ids of what is found, in order.
    private func ids(_ filters: String, in fixture: RuntimeFixture) throws -> String? {
        try fixture.evaluate("return table.concat(pluck(experiments.find\(filters), 'id'), ' ')")
    }

    @Test(arguments: [
        ("{}", "1 2 3 4 5"), ("()", "1 2 3 4 5"), ("{key = 'cart-*'}", "1 2 4"), ("{key = 'cart-?'}", "1 2 4"),
        ("{key = 'cart-b'}", "2"), ("{key = {'cart-a', 'shop-*'}}", "1 3 5"), ("{key = {}}", ""),
        ("{key = nil}", "1 2 3 4 5"), ("{key = 'cart'}", ""), ("{enabled = true}", "1 3 5"),
        ("{enabled = false, key = '*-b'}", "2"), ("{state = 'running'}", "1"),
        ("{state = {'running', 'planning'}}", "1 2 3 4 5"), ("{projectId = '1'}", "1 2 3"), ("{projectId = 2}", "4 5"),
        ("{tag = 'q4'}", "2"), ("{tag = 'w*'}", "2"), ("{tag = 'zz'}", ""), ("{deployment = '72'}", "4"),
        ("{deployment = 'mailer'}", "4"), ("{deployment = 'web-*'}", "1 2 3 5"),
        ("{deployment = {'mailer', 71}}", "1 2 3 4 5"),
        ("{rolloutPercentage = 3}", "4"), ("{createdBy = 'u2@*'}", "3"), ("{id = {3, '4'}}", "3 4"),
        ("{where = function(e) return e.id > '3' end}", "4 5"),
        ("{key = 'cart-*', where = function(e) return e.enabled end}", "1"),
    ])
    func findsByWhatObjectsHave(_ filters: String, _ expected: String) throws {
        #expect(try ids(filters, in: service()) == expected)
    }

    @Test func itIsGoneOverAgainAndAgainAndByLoopsInLoops() throws {
        let fixture = try service()
        try fixture.run(
            """
            local found = experiments.find{key = "cart-*"}
            local function walk()
              local ids = {}
              for e in found do ids[#ids + 1] = e.id end
              return table.concat(ids, " ")
            end
            assert(walk() == "1 2 4" and walk() == "1 2 4")
            for e in found do break end
            assert(walk() == "1 2 4")
            local pairs_of_ids = {}
            for a in found do
              for b in found do pairs_of_ids[#pairs_of_ids + 1] = a.id .. b.id end
              a = nil
            end
            assert(table.concat(pairs_of_ids, " ") == "11 12 14 21 22 24 41 42 44")
            assert(found().id == "1" and found().id == "1")
            assert(experiments.find{key = "none"}() == nil)
            -- Two walks step by step.
            local one, other = coroutine.wrap(function() for e in found do coroutine.yield(e.id) end end),
              coroutine.wrap(function() for e in found do coroutine.yield(e.id) end end)
            assert(one() .. other() .. one() .. one() .. other() == "11242")
            assert(tostring(found) == "experiments.find{...}" and type(found) == "userdata")
            """)
    }

    @Test func whatTakesListsTakesIt() throws {
        let fixture = try service()
        try fixture.run(
            """
            local found = experiments.find{enabled = true}
            local function keys(list) return table.concat(pluck(list, "key"), " ") end
            assert(table.concat(parallel(found, function(e) return e.id end), " ") == "1 3 5")
            assert(table.concat(parallel({1, 2}, function()
              local ids = {}
              for e in found do ids[#ids + 1] = e.id end
              return table.concat(ids, "") .. found().id
            end), " ") == "1351 1351")
            assert(keys(sort_by(found, "key", {descending = true})) == "shop-b shop-a cart-a")
            assert(#group_by(found, "state").planning == 2)
            assert(index_by(found, "id")["3"].key == "shop-a")
            assert(count_by(found, "state")[1].count == 2)
            assert(json.encode(experiments.find{id = 1, where = function(e) return e.id == "1" end}):find '^%[{"createdBy"')
            """)
    }

    @Test func theWorkOfALoopThatWasLeftIsLetGo() throws {
        let fixture = try service()
        try fixture.run(
            """
            local found = experiments.find{}
            collectgarbage() collectgarbage()
            for _ = 1, 50 do for e in found do break end end
            collectgarbage() collectgarbage()
            local before = collectgarbage "count"
            for _ = 1, 500 do for e in found do break end end
            collectgarbage() collectgarbage()
            local grown = collectgarbage "count" - before
            assert(grown < 20, grown)
            """)
    }

    @Test(arguments: [
        ("{key = 'cart-b'}", "/api/1/experiments?key=cart-b&limit=1000"),
        ("{key = 'cart-*'}", "/api/1/experiments?limit=1000"), ("{key = {'a', 'b'}}", "/api/1/experiments?limit=1000"),
        ("{key = {'a'}}", "/api/1/experiments?key=a&limit=1000"),
        ("{projectId = 7}", "/api/1/experiments?projectId=7&limit=1000"),
        ("{includeArchived = true}", "/api/1/experiments?includeArchived=true&limit=1000"),
        ("{state = 'running'}", "/api/1/experiments?limit=1000"),
    ])
    func whatTheServiceCanChooseItIsAskedFor(_ filters: String, _ target: String) throws {
        let fixture = try service([])
        _ = try ids(filters, in: fixture)
        #expect(fixture.targets == [target])
    }

    @Test func nothingIsSentBeforeAWalkAndNothingForNothing() throws {
        let fixture = try service()
        try fixture.run("local f = experiments.find{} ; local g = experiments.find{key = {}} ; assert(g() == nil)")
        #expect(fixture.targets == [])
    }

    @Test func theBetaHasWhatItsObjectsHave() throws {
        let fixture = try RuntimeFixture(experiments: 12)
        try fixture.run(
            """
            assert(#pluck(experiments.find{key = "key-1*"}, "id") == 4)
            assert(experiments.find{key = "key-7"}().id == "7")
            """)
        #expect(fixture.targets.allSatisfy { $0 == "/experiments/list?limit=1000" })
        #expect(
            try fixture.message(of: "experiments.find{tag = 'a'}").hasPrefix(
                "argument: experiments.find: tag: unknown name"))
        #expect(try fixture.message(of: "flags.find{}") == "argument: flags are in v1: --api v1 (GET /api/1/flags)")
    }

    @Test(arguments: [
        ("{stat = 'running'}", "experiments.find: stat: unknown name; did you mean state?"),
        ("{deployments = '1'}", "experiments.find: deployments: unknown name; did you mean deployment?"),
        ("{limit = 5}", "experiments.find: limit: unknown name"), ("{state = 'runing'}", "state: "),
        ("{enabled = 'yes'}", "experiments.find: enabled: expected a boolean, got a string"),
        ("{key = true}", "experiments.find: key: expected a string, got a boolean"),
        ("{key = {'a', 1.5}}", "experiments.find: key[2]: expected a string, got the number 1.5"),
        ("{key = {a = 1}}", "experiments.find: key: expected a string or an array, got a table with fields"),
        (
            "{key = 'a\\r'}",
            "experiments.find: key: expected a text that can be seen whole, got one with a control character (U+000D)"
        ),
        ("{key = 'a\\u{200B}'}", "an invisible character (U+200B)"),
        ("{where = 'x'}", "experiments.find: where: expected a function, got a string"),
        ("('x')", "experiments.find: expected a table, {"),
        ("{}(1)", "what it returns is called without arguments, or by a for loop"),
        ("{}(nil, {})", "what it returns is called without arguments, or by a for loop"),
        ("{}.key", "has no field key; the first object is experiments.find{...}()"),
    ])
    func mistakesAreArgumentErrors(_ call: String, _ message: String) throws {
        let fixture = try service()
        let raised = try fixture.message(of: "local x = experiments.find\(call)")
        #expect(raised.hasPrefix("argument: "), "\(raised)")
        #expect(raised.contains(message), "\(raised)")
        #expect(fixture.targets == [])
    }

    @Test func aCallWithAColonIsToldSo() throws {
        let fixture = try service()
        #expect(
            try fixture.message(of: "experiments:find{}")
                == "argument: experiments.find: call it with a dot: experiments.find{...}")
    }

    @Test func otherTargetsHaveItToo() throws {
        let fixture = try RuntimeFixture(experiments: 3)
        try fixture.run("assert(connect{profile = 'staging'}.experiments.find{key = 'key-2'}().id == '2')")
    }

    @Test func aFailureIsRaisedAndTheNextWalkBeginsAnew() throws {
        var fails = true
        let server = ExperimentServer(count: 3)
        let fixture = try RuntimeFixture { request in
            guard fails else { return .answer(server.answer(request)) }
            fails = false
            return .answer(ExperimentServer.json(["error": "no"], status: 403))
        }
        try fixture.run(
            """
            local found = experiments.find{}
            local ok, problem = pcall(found)
            assert(not ok and problem.kind == "forbidden", tostring(problem))
            assert(found().id == "1")
            """)
    }

    @Test func helpNamesTheFilters() throws {
        let fixture = try service()
        try fixture.run("help(experiments.find) ; help 'flags.find'")
        #expect(fixture.output.contains("experiments.find{id=, projectId=, deployment=, key="), "\(fixture.output)")
        #expect(fixture.output.contains("One value without * and ? is sent to the service."))
        #expect(fixture.output.contains("Finds flags by what they have"))
    }
}
