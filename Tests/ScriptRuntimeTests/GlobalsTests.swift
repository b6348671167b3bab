import APIClient
import LuaBridge
import ManagementAPI
import Testing

@testable import ScriptRuntime

@Test func everythingGlobalIsInTheModuleToo() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local ampsh = require "ampsh"
        for name, value in pairs(ampsh) do assert(_G[name] == value, name) end
        for _, name in ipairs{"experiments", "deployments", "parallel", "request", "connect", "session", "help", "json",
          "null", "array", "sleep", "pp"} do assert(ampsh[name] ~= nil, name) end
        """)
}

@Test func installingLeavesTheCallersStackAlone() throws {
    let fixture = try RuntimeFixture()
    let lua = fixture.state.main
    lua.push("mine")
    _ = try ScriptRuntime(
        state: fixture.state,
        target: APITarget(name: "t", url: "t", generation: .beta, client: fixture.client), reactor: fixture.reactor,
        services: RuntimeServices(
            write: { _ in }, prettyPrint: { _, _ in }, warn: { _ in }, readFile: { _ in [] },
            connect: { _ in throw CancellationError() }))
    #expect(lua.top == 1 && lua.string(at: 1) == "mine")
    lua.pop()
}

@Test func theSessionNamesTheTargetAndNeverTheKey() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        assert(session.target == "sandbox" and session.url == "memory" and session.profile == nil)
        assert(session.generation == "beta" and session.read_only == false and session.rps == 80)
        for name in pairs(session) do assert(not name:find("key")) end
        """)
}

@Test func connectOpensAnotherTarget() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        local staging = connect{profile = "staging"}
        assert(staging.session.target == "staging" and staging.session.profile == "staging")
        assert(staging.experiments.get(1).id == "1" and staging.experiments ~= experiments)
        local ok, err = pcall(staging.experiments.get, "absent")
        assert(not ok and err.target == "staging" and tostring(err):find("on staging", 1, true), tostring(err))
        local ok, err = pcall(staging.experiments.activate, 1)
        assert(not ok and err.kind == "refused" and err.target == "staging")
        local ok, err = pcall(staging.request, "DELETE", "/x")
        assert(not ok and err.kind == "refused")
        assert(#parallel({staging, _G}, function(t) return t.experiments.get(2).id end) == 2)
        local ok, err = pcall(connect, {profile = "other"})
        assert(not ok and err.kind == "argument" and err.message == "no such profile")
        assert(staging.request("GET", "/experiments/1").id == "1")
        """)
}

@Test func aRawRequestAnswersTheBodyAndTheHead() throws {
    var body = ""
    let fixture = try RuntimeFixture { _ in
        .answer(
            HTTPResponse(
                status: 200,
                headers: [(name: "X-A", value: "1"), (name: "x-a", value: "2"), (name: "X-B", value: "b")],
                body: Array(body.utf8)))
    }
    body = #"{"a":[1]}"#
    try fixture.run(
        """
        local value, head = request("GET", "/x/y?z=1", {query = {b = "c d", a = 1, t = true}})
        assert(value.a[1] == 1 and head.status == 200 and head.headers["x-a"] == "1, 2" and head.headers["x-b"] == "b")
        """)
    #expect(fixture.targets == ["/x/y?z=1&a=1&b=c%20d&t=true"])
    body = ""
    try fixture.run(
        """
        local value, head = request("delete", "/x", {body = {a = {}, list = array{}}})
        assert(value == nil and head.status == 200)
        """)
    #expect(fixture.transport.sent[1].method == "DELETE")
    #expect(fixture.transport.sent[1].body.map { String(decoding: $0, as: UTF8.self) } == #"{"a":{},"list":[]}"#)
    body = "plain"
    try fixture.run("assert(request('GET', '/x') == 'plain')")
    body = "[1"
    #expect(try fixture.message(of: "request('GET', '/x')").hasPrefix("decode: "))
    body = "null"
    try fixture.run("assert(request('GET', '/x') == null)")
    try fixture.run("assert(parallel({1}, function() return select('#', request('GET', '/x')) end)[1] == 2)")
}

@Test func printWritesWhatTostringSays() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        #"""
        print()
        print(1, 1.0, "a\0b", nil, true, null)
        print(setmetatable({}, {__tostring = function() return "mine" end}))
        print((tostring(setmetatable({}, {__name = "Name"})):gsub("0x%x+", "0x")))
        print("\xff\27[0m")
        """#)
    #expect(
        fixture.output.hasPrefix("\n1\t1.0\ta\0b\tnil\ttrue\tnull\nmine\nName: 0x\n"), "\(fixture.output)")
    #expect(
        try fixture.message(of: "print(setmetatable({}, {__tostring = function() error('bad', 0) end}))") == "bad")
    #expect(
        try fixture.message(of: "print(setmetatable({}, {__tostring = function() return {} end}))")
            == "'__tostring' must return a string")
    try fixture.run("print(table.unpack({}, 1, 200))")
    #expect(fixture.output.hasSuffix(String(repeating: "nil\t", count: 199) + "nil\n"))
}

@Test func ppPrintsEachValue() throws {
    let fixture = try RuntimeFixture()
    try fixture.run("pp(1, 'a') ; pp()")
    #expect(fixture.output == "1\na\n")
}

@Test func helpShowsWhatBelongsToAValueOrAName() throws {
    let rows: [(String, [String])] = [
        ("help()", ["experiments.list", "deployments.list", "parallel(", "json.encode("]),
        ("help(experiments.create)", ["experiments.create", "POST", "projectId", "variants", "key"]),
        ("help('experiments.create')", ["experiments.create", "POST", "projectId"]),
        ("help(experiments)", ["experiments.activate"]), ("help('experiments')", ["experiments.activate"]),
        ("help(experiments.each)", ["experiments.each", "one page at a time"]),
        ("help(experiments.all)", ["one array"]), ("help(parallel)", ["parallel(items, fn"]),
        ("help('json.encode')", ["json.encode("]), ("help(json.encode)", ["json.encode("]), ("help(help)", ["help("]),
        ("help('experimnts.list')", ["did you mean experiments.list?"]), ("help('zzzzzz')", ["no help", "help()"]),
        ("help(42)", ["no help for an integer"]), ("help({})", ["no help for a table"]),
        ("help(print)", ["print(...)", "Lua 5.4"]),
        ("help(function() end)", ["no help for a function"]), ("help(string)", ["string.format(format, ...)"]),
        ("help('Condition')", ["Condition: ", "prop"]),
        ("help()", ["experiments.each{...}, experiments.all{...}", "Objects: "]),
    ]
    for (code, words) in rows {
        let fixture = try RuntimeFixture()
        try fixture.run(code)
        for word in words { #expect(fixture.output.contains(word), "\(code): \(fixture.output)") }
        #expect(fixture.output.hasSuffix("\n"), "\(code)")
    }
}

@Test func everyGlobalFunctionHasHelp() throws {
    let fixture = try RuntimeFixture()
    let lua = fixture.state.main
    try lua.load(
        """
        local found = {}
        for name, value in pairs(require "ampsh") do
          if type(value) == "function" then found[#found + 1] = value end
          if type(value) == "table" and name ~= "session" then
            for _, f in pairs(value) do if type(f) == "function" then found[#found + 1] = f end end
          end
        end
        return table.unpack(found)
        """, name: "=test")
    try lua.call(arguments: 0, results: nil)
    #expect(lua.top > 15)
    for index in 1...lua.top { #expect(fixture.runtime.help(at: index, of: lua) != nil, "\(index)") }
    lua.setTop(0)
}

@Test func marksTellThemselvesToPrinters() throws {
    let fixture = try RuntimeFixture()
    let lua = fixture.state.main
    try lua.load("return null, array{}, experiments.list(), {}, io.stdout, 1", name: "=test")
    try lua.call(arguments: 0, results: 6)
    #expect(
        (1...6).map { fixture.runtime.values.isNull(at: $0, of: lua) } == [true, false, false, false, false, false])
    #expect((1...6).map { (ValueMarks.mark(at: $0, of: lua) != nil) } == [false, true, true, false, false, false])
    lua.setTop(0)
}

@Test func warningsReachTheHost() throws {
    let fixture = try RuntimeFixture()
    try fixture.run("warn('a', 'b')")
    #expect(fixture.warnings == ["ab"])
}
