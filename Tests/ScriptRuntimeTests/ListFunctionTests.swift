import APIClient
import JSON
import LuaBridge
import ScriptRuntime
import Testing

/// `count_by`, `group_by`, `sort_by`, `pluck`, `index_by` and `diff`.
struct ListFunctionTests {
    private func evaluate(_ code: String) throws -> String? {
        try RuntimeFixture(experiments: 5).evaluate("return json.encode((function() \(code) end)())")
    }

    @Test(arguments: [
        (
            #"return count_by({{s = "a"}, {s = "b"}, {s = "b"}, {}, {s = null}}, "s")"#,
            #"[{"count":2,"s":"b"},{"count":2,"s":null},{"count":1,"s":"a"}]"#
        ),
        (
            #"return count_by({1, 2.0, 2, 3}, function(n) return n % 2 end)"#,
            #"[{"count":2,"value":1},{"count":2,"value":0}]"#
        ),
        (#"return count_by({}, "s")"#, "[]"),
        (#"return count_by(experiments.each{}, "enabled")"#, #"[{"count":5,"enabled":false}]"#),
        (#"return count_by(experiments.list{limit = 2}, "enabled")"#, #"[{"count":2,"enabled":false}]"#),
        (
            #"return group_by({{s = "a", n = 1}, {s = "b"}, {s = "a", n = 2}}, "s")"#,
            #"{"a":[{"n":1,"s":"a"},{"n":2,"s":"a"}],"b":[{"s":"b"}]}"#
        ),
        (#"return group_by({}, "s")"#, "{}"),
        (#"return index_by({{id = "1"}, {id = "2", x = true}}, "id")"#, #"{"1":{"id":"1"},"2":{"id":"2","x":true}}"#),
        (#"return pluck({{k = "a"}, {}, {k = false}}, "k")"#, #"["a",null,false]"#), (#"return pluck({}, "k")"#, "[]"),
        (#"return pluck(catalogue.objects, "name")[1] ~= nil"#, "true"),
        (#"return pluck(sort_by({{k = "b", n = 1}, {k = "a"}, {k = "b", n = 2}}, "k"), "n")"#, "[null,1,2]"),
        (
            #"return sort_by({"10", "9", "a", "100", "1a", "B"}, function(x) return x end)"#,
            #"["9","10","100","1a","B","a"]"#
        ),
        (#"return sort_by({3, 1, 2.5}, function(x) return x end, {descending = true})"#, "[3,2.5,1]"),
        (#"return pluck(sort_by({{k = 2}, {}, {k = 1}}, "k", {descending = true}), "k")"#, "[2,1,null]"),
        (
            #"return pluck(sort_by({{k = true}, {k = {}}, {k = false}, {k = 0/0}, {k = "x"}, {k = 7}}, "k"), function(x) return type(x.k) end)"#,
            #"["boolean","boolean","number","string","table","number"]"#
        ),
    ])
    func listsAreCountedGroupedSortedAndTakenApart(_ code: String, _ expected: String) throws {
        #expect(try evaluate(code) == expected)
    }

    @Test func anyOrderOfAnyValuesCanBeSorted() throws {
        let fixture = try RuntimeFixture()
        try fixture.run(
            """
            math.randomseed(11)
            local pool = {"", "1", "10", "2", "1a", "9z", "02", true, false, 1, 2.5, -3, 0/0, {}, null, "é", "Z"}
            for round = 1, 300 do
              local items = {}
              for place = 1, math.random(0, 40) do items[place] = {v = pool[math.random(#pool)], place = place} end
              for _, options in ipairs{{}, {descending = true}} do
                local sorted = sort_by(items, "v", options)
                assert(#sorted == #items)
                assert(json.encode(pluck(sort_by(sorted, "v", options), "place")) == json.encode(pluck(sorted, "place")))
              end
            end
            """)
    }

    @Test(arguments: [
        (#"count_by(5, "s")"#, "count_by: list: expected an array or an iterator, got an integer"),
        (#"count_by({a = 1}, "s")"#, "count_by: list: expected an array or an iterator, got a table with fields"),
        (#"pluck({1, nil, 3}, "s")"#, "pluck: list: item 2 of the array is nil"),
        (#"pluck({}, 5)"#, "pluck: by: expected the name of a field or a function, got an integer"),
        (#"pluck({})"#, "pluck: by: expected the name of a field or a function, got nil"),
        (#"sort_by({}, "a", {descendin = true})"#, "sort_by: descendin: unknown name; did you mean descending?"),
        (#"count_by({{t = {}}}, "t")"#, "count_by: by: t is a table; give a function that returns a text or a number"),
        (#"group_by({{}}, function() return 0/0 end)"#, "group_by: by: NaN is no key"),
        (#"index_by({{k = "a"}, {k = "a"}}, "k")"#, "index_by: two items have the k a: one of them would be lost"),
        (#"diff({})"#, "diff: b: "), (#"diff({f = print}, {})"#, "diff: a.f: a function has no JSON text"),
    ])
    func mistakesAreArgumentErrors(_ code: String, _ message: String) throws {
        let raised = try RuntimeFixture().message(of: code)
        #expect(raised.hasPrefix("argument: \(message)"), "\(raised)")
    }

    @Test func theyWaitAsAnyLoopDoes() throws {
        let fixture = try RuntimeFixture(experiments: 4)
        try fixture.run(
            """
            local counts = parallel({1, 2, 3}, function()
              return count_by(experiments.each{limit = 1}, function(e) return experiments.get(e).key end)[1].count
            end)
            assert(table.concat(counts, " ") == "1 1 1")
            """)
    }

    @Test func aDifferenceIsRowsThatReadAsLines() throws {
        let fixture = try RuntimeFixture()
        try fixture.run(
            """
            local rows = diff({enabled = true, tags = {"a"}, n = 1}, {enabled = false, tags = {"b"}, n = 1.0})
            assert(#rows == 2 and rows[1].field == "enabled" and rows[1].before == true and rows[1].after == false)
            assert(rows[1].words == "true → false" and rows[2].field == "tags" and rows[2].before[1] == "a")
            assert(tostring(rows) == 'enabled    true → false\\ntags       ["a"] → ["b"]', tostring(rows))
            assert(tostring(diff({}, {})) == "no difference" and #diff({}, {}) == 0 and json.encode(diff({}, {})) == "[]")
            assert(tostring(diff(1, 2)) == "1 → 2" and diff(nil, 2)[1].before == nil)
            """)
    }
}
