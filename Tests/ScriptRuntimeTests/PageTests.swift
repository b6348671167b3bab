import APIClient
import JSON
import LuaBridge
import ScriptRuntime
import Testing

/// A server that answers these pages, one after the other.
private func pages(_ pages: [JSONValue]) throws -> RuntimeFixture {
    var left = pages[...]
    return try RuntimeFixture { _ in .answer(ExperimentServer.json(left.popFirst() ?? ["error": "no page left"])) }
}

@Test func aPageIsAnArrayWithACursor() throws {
    let fixture = try RuntimeFixture(experiments: 5)
    try fixture.run(
        """
        local page = experiments.list{limit = 2}
        assert(#page == 2 and page[1].id == "1" and page.nextCursor == "2")
        assert(json.encode(page) == '[{"enabled":false,"id":"1","key":"key-1"},{"enabled":false,"id":"2","key":"key-2"}]')
        local last = experiments.list{limit = 2, cursor = "4"}
        assert(#last == 1 and last.nextCursor == nil)
        local none = experiments.list{cursor = 5}
        assert(#none == 0 and json.encode(none) == "[]")
        """)
    #expect(fixture.targets[1] == "/experiments/list?limit=2&cursor=4")
}

@Test func whatStandsBesideTheItemsStaysWithThePage() throws {
    let fixture = try pages([["experiments": [["id": "1"]], "nextCursor": "a", "total": 7, "é\u{0}": true]])
    try fixture.run(
        #"""
        local page = experiments.list()
        assert(page.total == 7 and page.nextCursor == "a" and page["é\0"] and page.experiments == nil and page[1].id == "1")
        """#)
}

@Test(arguments: [(0, 10), (1, 10), (3, 1), (25, 10), (20, 10)])
func eachAndAllGoOverAllPages(_ count: Int, _ limit: Int) throws {
    let fixture = try RuntimeFixture(experiments: Int64(count))
    try fixture.run(
        """
        for _, walk in ipairs{
          function(f) for e in experiments.each{limit = \(limit)} do f(e) end end,
          function(f) for _, e in ipairs(experiments.all{limit = \(limit)}) do f(e) end end,
          function(f) parallel(experiments.each{limit = \(limit)}, f) end,
          function(f) parallel({1}, function() for e in experiments.each{limit = \(limit)} do f(e) end end) end,
          function(f) parallel({1}, function() for _, e in ipairs(experiments.all{limit = \(limit)}) do f(e) end end) end,
        } do
          local n = 0
          walk(function(e) n = n + 1 ; assert(e.id == tostring(n), e.id) end)
          assert(n == \(count), n)
        end
        """)
    let pages = max(1, (count + limit - 1) / limit)
    #expect(fixture.transport.sent.count == 5 * pages)
}

@Test func eachAndAllAskForAThousandUnlessTold() throws {
    let fixture = try RuntimeFixture(experiments: 1)
    try fixture.run("for e in experiments.each{} do end ; experiments.all() ; experiments.all{limit = 7, cursor = 'x'}")
    #expect(
        fixture.targets == [
            "/experiments/list?limit=1000", "/experiments/list?limit=1000", "/experiments/list?limit=7&cursor=x",
        ])
}

@Test(arguments: [JSONValue.null, "", nil] as [JSONValue?])
func aCursorThatIsNullOrEmptyOrAbsentIsTheEnd(_ cursor: JSONValue?) throws {
    for walk in ["for e in experiments.each() do n = n + 1 end", "n = #experiments.all()"] {
        var page: JSONObject = ["experiments": [["id": "1"], ["id": "2"]]]
        page["nextCursor"] = cursor
        let fixture = try pages([.object(page)])
        try fixture.run("n = 0 ; \(walk) ; assert(n == 2)")
        #expect(fixture.transport.sent.count == 1)
    }
}

@Test func aCursorMayBeANumber() throws {
    let fixture = try pages([
        ["experiments": [["id": 1]], "nextCursor": 9_007_199_254_740_993],
        ["experiments": [["id": 2]], "nextCursor": "a b&c"],
        ["experiments": [["id": 3]]],
    ])
    try fixture.run("assert(#experiments.all() == 3)")
    #expect(
        fixture.targets == [
            "/experiments/list?limit=1000", "/experiments/list?limit=1000&cursor=9007199254740993",
            "/experiments/list?limit=1000&cursor=a%20b%26c",
        ])
}

@Test(arguments: ["for e in experiments.each() do end", "experiments.all()", "parallel(experiments.each(), print)"])
func aRepeatedCursorIsAnError(_ walk: String) throws {
    let page: JSONValue = ["experiments": [["id": 1]], "nextCursor": "a"]
    let fixture = try pages([page, page, page])
    let error = try fixture.failure(of: walk)
    #expect(fixture.runtime.apiError(error)?.kind == .decode)
    #expect(fixture.runtime.message(of: error).contains(#"the cursor "a" a second time"#))
    #expect(fixture.transport.sent.count == 2)
}

@Test func aCursorOfAnotherTypeIsAnError() throws {
    for (cursor, words) in [(true, "a boolean"), ([], "an array"), ([:], "an object")] as [(JSONValue, String)] {
        let fixture = try pages([["experiments": [["id": 1]], "nextCursor": cursor]])
        #expect(try fixture.message(of: "experiments.all()").contains("nextCursor is \(words)"))
    }
}

@Test func anEmptyPageMayNameANextOne() throws {
    for walk in [
        "for e in experiments.each() do n = n + 1 end", "n = #experiments.all()",
        "parallel({1}, function() for e in experiments.each() do n = n + 1 end end)",
    ] {
        let fixture = try pages([
            ["experiments": [], "nextCursor": "a"], ["experiments": [], "nextCursor": "b"],
            ["experiments": [["id": 1]], "nextCursor": "c"], ["experiments": []],
        ])
        try fixture.run("n = 0 ; \(walk) ; assert(n == 1, n)")
        #expect(fixture.transport.sent.count == 4)
    }
}

/// field/faults 7: a cursor that counts items, and an item made meanwhile that pushes the others to the next page.
@Test(arguments: [
    "for e in experiments.each() do note(e) end", "for _, e in ipairs(experiments.all()) do note(e) end",
    "parallel(experiments.each(), note)", "parallel({1}, function() for e in experiments.each() do note(e) end end)",
    "for e in experiments.find{} do note(e) end", "parallel(experiments.find{}, note)",
    "for _, e in ipairs(sort_by(experiments.find{}, 'id')) do note(e) end",
])
func noItemComesTwice(_ walk: String) throws {
    let fixture = try pages([
        ["experiments": [["id": "4"], ["id": "3"], ["id": "3"]], "nextCursor": "3"],
        ["experiments": [["id": "3"], ["id": 4], ["id": "2"], ["key": "none"]], "nextCursor": "6"],
        ["experiments": [["id": "2"], ["id": "3"]], "nextCursor": "9"],
        ["experiments": [["key": "none"], ["id": "1"], ["id": "01"], ["id": "2"]], "nextCursor": .null],
    ])
    try fixture.run(
        #"""
        ids = {}
        local function note(e) ids[#ids + 1] = tostring(e.id or e.key) end
        \#(walk)
        table.sort(ids)
        assert(table.concat(ids, " ") == "01 1 2 3 4 none none", table.concat(ids, " "))
        """#)
    #expect(fixture.transport.sent.count == 4)
}

@Test func aPageWithoutDoublesIsAnArrayStill() throws {
    let fixture = try pages([
        ["experiments": [["id": "1"], ["id": "2"]], "nextCursor": "2"],
        ["experiments": [["id": "2"], ["id": "1"], ["id": "3"]], "nextCursor": "4"], ["experiments": [["id": "3"]]],
    ])
    #expect(try fixture.evaluate("return json.encode(experiments.all())") == #"[{"id":"1"},{"id":"2"},{"id":"3"}]"#)
}

@Test(arguments: ["for e in experiments.each() do end", "experiments.all()"])
func aServiceThatAnswersTheSameForEverIsAnErrorAndNoLoop(_ walk: String) throws {
    var number = 0
    let fixture = try RuntimeFixture { _ in
        number += 1
        return .answer(
            ExperimentServer.json(["experiments": [["id": "1"]], "nextCursor": .integer(Int64(number))]))
    }
    let error = try fixture.failure(of: walk)
    #expect(fixture.runtime.apiError(error)?.kind == .decode)
    #expect(fixture.runtime.message(of: error).contains("10 pages in a row have only items that came before"))
    #expect(fixture.transport.sent.count == 11)
}

@Test(
    arguments: [
        (["experiments": [["id": "1"], 2]], "an item"), (["experiments": ["x"]], "an item"),
        (["experiments": [[]]], "an item"), (["experiments": [.null]], "an item"),
        (["experiments": [:]], "no array"), (["other": []], "no array"),
        (["experiments": [], "error": "half of it"], "says that it failed"),
        (["experiments": [], "Success": false], "says that it failed"),
        (["experiments": [], "status": "failed"], "says that it failed"),
    ] as [(JSONValue, String)])
func aPageIsOnePageOfObjectsThatSaysNoFailure(_ page: JSONValue, _ words: String) throws {
    for walk in ["experiments.list()", "experiments.all()", "for e in experiments.each() do end"] {
        let fixture = try pages([page])
        let error = try fixture.failure(of: walk)
        #expect(fixture.runtime.apiError(error)?.kind == .decode)
        #expect(fixture.runtime.message(of: error).contains(words), "\(walk)")
    }
}

/// field/faults 22
@Test func halfACharacterInOneNameIsReplacedAndToldOnce() throws {
    var notices: [ClientNotice] = []
    let body = #"{"experiments":[{"id":"1","name":"a\ud83d"},{"id":"2","\udc00":"\ud83d\ude00\ud83dz"}]}"#
    let fixture = try RuntimeFixture(notice: { notices.append($0) }) { _ in .answer(ExperimentServer.text(body)) }
    try fixture.run(
        """
        for _, walk in ipairs{experiments.list, experiments.all} do
          local page = walk()
          assert(page[1].name == "a\u{FFFD}" and page[2]["\u{FFFD}"] == "\u{1F600}\u{FFFD}z")
        end
        """)
    #expect(notices == [.replacedSurrogates])
}

@Test func eachHoldsOnePageAndBreakingOutAsksForNoMore() throws {
    let fixture = try RuntimeFixture(experiments: 50)
    try fixture.run(
        """
        local seen = setmetatable({}, {__mode = "k"})
        local most = 0
        for e in experiments.each{limit = 10} do
          seen[e] = true
          e = nil
          collectgarbage() collectgarbage()
          local n = 0
          for _ in pairs(seen) do n = n + 1 end
          most = math.max(most, n)
        end
        assert(most <= 10, most)
        """)
    #expect(fixture.transport.sent.count == 5)
    try fixture.run("for e in experiments.each{limit = 10} do if e.id == '12' then break end end")
    #expect(fixture.transport.sent.count == 7)
}

@Test(arguments: [true, false])
func eachFreesAPageBeforeItAsksForTheNextUnlessTheCollectorIsStopped(_ isRunning: Bool) throws {
    let server = ExperimentServer(count: 3000)
    var look: () -> Void = {}
    let fixture = try RuntimeFixture { request in
        look()
        return .answer(server.answer(request))
    }
    let lua = fixture.state.main
    try fixture.run("seen = setmetatable({}, {__mode = 'k'}) \(isRunning ? "" : "collectgarbage('stop')")")
    var alive: [Int64] = []
    look = {
        do {
            try lua.load("local n = 0 for _ in pairs(seen) do n = n + 1 end return n", name: "=look")
            try lua.call(arguments: 0, results: 1)
            alive.append(lua.integer(at: -1) ?? -1)
            lua.pop()
        } catch {
            Issue.record(error)
        }
    }
    try fixture.run("for e in experiments.each() do seen[e] = true end")
    // The loop holds the last one that it got.
    #expect(alive == (isRunning ? [0, 1, 1] : [0, 1000, 2000]))
}

@Test func theOldPageIsGoneBeforeTheNewOneComes() throws {
    let server = ExperimentServer(count: 30)
    var look: () -> Void = {}
    let fixture = try RuntimeFixture { request in
        look()
        return .answer(server.answer(request))
    }
    let lua = fixture.state.main
    try fixture.run("seen = setmetatable({}, {__mode = 'k'})")
    var alive: [Int64] = []
    look = {
        do {
            let code = "collectgarbage() local n = 0 for _ in pairs(seen) do n = n + 1 end return n"
            try lua.load(code, name: "=look")
            try lua.call(arguments: 0, results: 1)
            alive.append(lua.integer(at: -1) ?? -1)
            lua.pop()
        } catch {
            Issue.record(error)
        }
    }
    let code =
        "local next = experiments.each{limit = 10} ; for i = 1, 31 do local e = next() ; if e then seen[e] = true end end"
    try fixture.run(code)
    #expect(alive.count == 3)
    // The call's own stack may still hold the last item.
    #expect(alive.allSatisfy { $0 <= 1 }, "\(alive)")
    look = {}
}

@Test func anIteratorAsksForTheSamePageAgainAfterAnError() throws {
    let server = ExperimentServer(count: 4)
    var fails = false
    var settings = ClientSettings(userAgent: "test")
    settings.retry = .never
    let fixture = try RuntimeFixture(settings: settings) { request in
        fails && request.target.contains("cursor") ? .failure(.reset) : .answer(server.answer(request))
    }
    try fixture.run("next_one = experiments.each{limit = 2} ; next_one() ; next_one()")
    fails = true
    #expect(try fixture.message(of: "next_one()").hasPrefix("network: "))
    fails = false
    try fixture.run("assert(next_one().id == '3' and next_one().id == '4' and next_one() == nil and next_one() == nil)")
}

@Test func anIteratorThatIsAskedTwiceAtOnceSaysSo() throws {
    let fixture = try RuntimeFixture(experiments: 4)
    try fixture.run(
        """
        local next = experiments.each{limit = 2}
        local ok, err = pcall(parallel, {1, 2}, function() return next() end)
        assert(not ok and tostring(err):find("waiting for a page already"), tostring(err))
        """)
}
