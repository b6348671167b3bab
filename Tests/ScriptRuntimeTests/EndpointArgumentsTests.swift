import APIClient
import JSON
import LuaBridge
import ManagementAPI
import ScriptRuntime
import Testing

/// Wrong calls and what they say, after `argument: `.
private let wrongCalls: [(String, String)] = [
    ("experiments.get()", "experiments.get: id: is required"),
    ("experiments.get(nil)", "experiments.get: id: is required"),
    ("experiments.get('')", "experiments.get: id: must not be empty"),
    ("experiments.get('.')", #"experiments.get: id must not be ".""#),
    ("experiments.get('..')", #"experiments.get: id must not be ".."#),
    ("experiments.get(true)", "experiments.get: id: expected an id (a string or an integer), got a boolean"),
    ("experiments.get(1.5)", "experiments.get: id: expected an id (a string or an integer), got the number 1.5"),
    ("experiments.get(0/0)", "experiments.get: id: expected an id (a string or an integer), got the number"),
    ("experiments.get(print)", "experiments.get: id: expected an id (a string or an integer), got a function"),
    ("experiments.get(null)", "experiments.get: id: expected an id (a string or an integer), got null"),
    ("experiments.get{}", "experiments.get: id: expected an id or a table with an id; this table has none"),
    ("experiments.get{id = {}}", "experiments.get: id: expected an id (a string or an integer), got a table"),
    ("experiments.get{id = true}", "experiments.get: id: expected an id (a string or an integer), got a boolean"),
    (#"experiments.get("\xff")"#, "experiments.get: id: the string is not valid UTF-8"),
    (
        "experiments.get('1', 'x')",
        "experiments.get: the last argument is the table of options, {allow_unknown = true}; got a string"
    ),
    ("experiments.get('1', {}, 3)", "experiments.get: takes 2 arguments at the most, got 3"),
    ("experiments:get('1')", "experiments.get: call it with a dot: experiments.get(id)"),
    ("experiments:list{limit = 1}", "experiments.list: call it with a dot: experiments.list{"),
    ("experiments.list('x')", "experiments.list: expected a table, {limit =, cursor =}, got a string"),
    ("experiments.list{10}", "experiments.list: expected a table of names, {name = value}, got an array"),
    ("experiments.list{limit = 0}", "experiments.list: limit: must be at least 1, got 0"),
    ("experiments.list{limit = -5}", "experiments.list: limit: must be at least 1, got -5"),
    ("experiments.list{limit = '5'}", "experiments.list: limit: expected an integer, got a string"),
    ("experiments.list{limit = 1.5}", "experiments.list: limit: expected an integer, got the number 1.5"),
    ("experiments.list{limt = 5}", "experiments.list: limt: unknown name; did you mean limit?"),
    ("experiments.list{zzz = 5}", "experiments.list: zzz: unknown name; known here: limit and cursor"),
    (
        "experiments.list{cursor = true}",
        "experiments.list: cursor: expected a cursor (a string or an integer), got a boolean"
    ),
    (#"experiments.list{["\xff"] = 1}"#, "the string is not valid UTF-8"),
    ("experiments.list({}, {allow_unknwn = true})", "allow_unknwn: unknown name; did you mean allow_unknown?"),
    ("experiments.list({}, {1})", "experiments.list: expected a table of names, {name = value}, got an array"),
    ("experiments.each{limit = 0}", "limit: must be at least 1, got 0"),
    ("experiments.all{limit = 0}", "limit: must be at least 1, got 0"),
    ("experiments.create()", "experiments.create: projectId: is required"),
    ("experiments.create{}", "experiments.create: projectId: is required"),
    ("experiments.create{projectId = '1'}", "experiments.create: key: is required"),
    (
        "experiments.create{projectID = '1', key = 'k'}",
        "experiments.create: projectID: unknown name; did you mean projectId?"
    ),
    ("experiments.create{project_id = '1', key = 'k'}", "project_id: unknown name; did you mean projectId?"),
    ("experiments.create{projectId = 1, key = 'k'}", "projectId: expected a string, got an integer"),
    ("experiments.create{projectId = '', key = 'k'}", "projectId: must not be empty"),
    ("experiments.create{projectId = '1', key = 'k', description = null}", "description: expected a string, got null"),
    (
        "experiments.create{projectId = '1', key = 'k', variants = {{key = 'a'}, {payload = '{}'}}}",
        "variants[2]: needs key or name"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', variants = {{key = 'a', paylod = '1'}}}",
        "variants[1].paylod: unknown name; did you mean payload?"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', variants = {{key = 'a', payload = '{'}}}",
        "variants[1].payload: expected a string of JSON, but"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', variants = {{key = 'a', payload = {}}}}",
        "variants[1].payload: expected a string of JSON, got a table"
    ),
    ("experiments.create{projectId = '1', key = 'k', variants = 'x'}", "variants: expected an array, got a string"),
    (
        "experiments.create{projectId = '1', key = 'k', variants = {key = 'a'}}",
        "variants: expected an array, got a table with fields"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', deployments = {1}}",
        "deployments[1]: expected a string, got an integer"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', deployments = {'1', nil, '3'}}",
        "deployments: item 2 of the array is nil"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', stickyBucketing = 'yes'}",
        "stickyBucketing: expected a boolean, got a string"
    ),
    (
        "experiments.create{projectId = '1', key = 'k', targetSegments = {{conditions = {{type = 'property', prop = 'c', op = 'iss', values = {'x'}}}}}}",
        #"targetSegments[1].conditions[1].op: "iss" is not allowed; did you mean "is"?"#
    ),
    (
        "experiments.create{projectId = '1', key = 'k', targetSegments = {{percentage = 101}}}",
        "targetSegments[1].percentage: must be at most 100, got 101"
    ),
    ("experiments.set_rollout_weights('1')", "experiments.set_rollout_weights: rolloutWeights: is required"),
    ("experiments.set_rollout_weights('1', {1, 2})", "rolloutWeights: expected an object, got an array"),
    ("experiments.set_rollout_weights('1', {control = -1})", "rolloutWeights.control: must be at least 0, got -1"),
    (
        "experiments.set_rollout_weights('1', {control = 0.5})",
        "rolloutWeights.control: expected an integer, got the number 0.5"
    ),
    (
        "experiments.set_rollout_weights('1', {['a b'] = '1'})",
        #"rolloutWeights["a b"]: expected an integer, got a string"#
    ),
    (#"experiments.set_rollout_weights('1', {["\xff"] = 1})"#, "the string is not valid UTF-8"),
    (
        "experiments.set_rollout_weights('1', {control = 1, [1] = 2})",
        "rolloutWeights: the table is an array and has the field control too"
    ),
    ("request()", "request: method: expected a string, got nil"),
    ("request('GET')", "request: path: expected a string, got nil"),
    ("request('GET', 'x')", #"request: the path must begin with "/""#),
    ("request('GET', '/x', 5)", "request: expected a table, {query =, body =}, got an integer"),
    ("request('GET', '/x', {qery = {}})", "request: qery: unknown name; did you mean query?"),
    ("request('GET', '/x', {query = {a = {}}})", "request: query.a: expected a string, got a table"),
    ("request('GET', '/x', {query = {a = 1/0}})", "request: query.a: infinity has no JSON text"),
    ("request('POST', '/x', {body = print})", "request: body: a function has no JSON text"),
    (#"request('GET', "/\xff")"#, "request: path: the string is not valid UTF-8"),
    ("sleep()", "sleep: seconds: expected a number from 0 to 1000000000, got nil"),
    ("sleep('1')", "sleep: seconds: expected a number from 0 to 1000000000, got a string"),
    ("sleep(-1)", "sleep: seconds: expected a number from 0 to 1000000000, got -1"),
    ("sleep(0/0)", "sleep: seconds: expected a number from 0 to 1000000000, got"),
    ("array(1)", "array: table: expected a table, got an integer"),
    ("json.decode(1)", "json.decode: text: expected a string, got an integer"),
    ("json.encode()", "json.encode: value: is required"),
    ("json.encode(1, 2)", "json.encode: expected a table, {indent =}, got an integer"),
    ("json.encode(1, {indent = 99})", "json.encode: indent: expected an integer from 0 to 16"),
    ("connect()", "connect: expected a table, {profile =, sandbox =, api =}, got nil"),
    ("connect{}", "connect: give either profile or sandbox"),
    ("connect{profile = 'a', sandbox = true}", "connect: give either profile or sandbox"),
    ("connect{sandbox = true, api = 'v2'}", "connect: api: \"v2\" is not allowed; did you mean \"v1\"?"),
    ("connect{api = 'v1'}", "connect: give either profile or sandbox"),
    ("connect{profle = 'a'}", "connect: profle: unknown name; did you mean profile?"),
    ("connect{profile = true}", "connect: profile: expected a string, got a boolean"),
    ("parallel()", "parallel: items: expected an array or an iterator, got nil"),
    ("parallel({})", "parallel: fn: expected a function, got nil"),
    ("parallel({a = 1}, print)", "parallel: items: expected an array or an iterator, got a table with fields"),
    ("parallel({}, print, 8)", "parallel: expected a table, {concurrency =}, got an integer"),
    ("parallel({}, print, {concurency = 8})", "parallel: concurency: unknown name; did you mean concurrency?"),
    ("parallel({}, print, {concurrency = 0})", "parallel: concurrency: expected an integer from 1 to 10000, got 0"),
    (
        "parallel({}, print, {concurrency = 1.5})",
        "parallel: concurrency: expected an integer from 1 to 10000, got the number 1.5"
    ),
    (
        "parallel({}, print, {concurrency = '8'})",
        "parallel: concurrency: expected an integer from 1 to 10000, got a string"
    ),
]

@Test func aWrongCallSaysWhatIsWrongAndSendsNothing() throws {
    let fixture = try RuntimeFixture()
    for (code, words) in wrongCalls {
        let error = try fixture.failure(of: code)
        let line = fixture.runtime.message(of: error)
        #expect(fixture.runtime.apiError(error)?.kind == .argument, "\(code): \(line)")
        #expect(line.contains(words) && line.hasPrefix("argument: "), "\(code): \(line)")
        #expect(!line.contains("()"), "\(line)")
        #expect(fixture.state.main.top == 0, "\(code)")
    }
    #expect(fixture.transport.sent.isEmpty)
}

@Test func anIDIsOneSegmentWhateverItHolds() throws {
    let rows: [(String, String)] = [
        ("'90211'", "90211"), ("90211", "90211"), ("90211.0", "90211"), ("-7", "-7"), ("{id = 5}", "5"),
        ("{id = 'a b'}", "a%20b"), ("'a/b'", "a%2Fb"), ("'ключ'", "%D0%BA%D0%BB%D1%8E%D1%87"), (#""a\0b""#, "a%00b"),
        ("'a?b#c'", "a%3Fb%23c"), ("'50%'", "50%25"), ("9007199254740993", "9007199254740993"),
        (#"json.decode('{"id": 9223372036854775807}')"#, "9223372036854775807"),
    ]
    let fixture = try RuntimeFixture { request in
        let segment = request.target.dropFirst("/experiments/".utf8.count)
        return .answer(ExperimentServer.json(["id": .string(PercentEncoding.decode(String(segment)) ?? "")]))
    }
    for (code, segment) in rows {
        try fixture.run("experiments.get(\(code))")
        #expect(fixture.targets.last == "/experiments/\(segment)", "\(code)")
    }
}

@Test func unknownNamesAreSentWhereTheCallerAllowsIt() throws {
    let fixture = try RuntimeFixture { request in
        .answer(ExperimentServer.json(request.method == "GET" ? ["experiments": []] : ["id": "1"]))
    }
    try fixture.run(
        """
        local lax = {allow_unknown = true}
        experiments.list({limit = 1, filter = "a b", flag = true, ratio = 0.5, n = 3}, lax)
        experiments.create({projectId = "1", key = "k", extra = {1, null}, variants = {{key = "a", color = "red"}}}, lax)
        experiments.list({limit = 2000})
        experiments.list(nil, nil, nil)
        """)
    #expect(fixture.targets[0] == "/experiments/list?limit=1&filter=a%20b&flag=true&n=3&ratio=0.5")
    let body = try #require(fixture.transport.sent[1].body)
    #expect(
        String(decoding: body, as: UTF8.self)
            == #"{"projectId":"1","key":"k","variants":[{"key":"a","color":"red"}],"extra":[1,null]}"#)
    #expect(fixture.targets[2] == "/experiments/list?limit=2000")
    #expect(fixture.targets[3] == "/experiments/list")
}

@Test func bodiesAreWrittenAsTheCatalogueSays() throws {
    let fixture = try RuntimeFixture { request in
        .answer(request.target.hasSuffix("/new") ? ExperimentServer.json(["id": "1"]) : ExperimentServer.text("OK"))
    }
    let rows: [(String, String)] = [
        ("experiments.set_rollout_weights('1', {control = 3.0, b = 1})", #"{"rolloutWeights":{"b":1,"control":3}}"#),
        ("experiments.set_rollout_weights('1', {})", #"{"rolloutWeights":{}}"#),
        (
            "experiments.create{projectId = '1', key = 'k', deployments = {}, variants = array{}}",
            #"{"projectId":"1","key":"k","variants":[],"deployments":[]}"#
        ),
        (
            "experiments.create{projectId = '1', key = 'k', targetSegments = {name = 'x', percentage = 50}}",
            #"{"projectId":"1","key":"k","targetSegments":{"name":"x","percentage":50}}"#
        ),
        (
            "experiments.create{projectId = '1', key = 'k', targetSegments = {{percentage = 12.5, conditions = {}}}}",
            #"{"projectId":"1","key":"k","targetSegments":[{"conditions":[],"percentage":12.5}]}"#
        ),
    ]
    for (code, body) in rows {
        try fixture.run(code)
        #expect(fixture.transport.sent.last?.body.map { String(decoding: $0, as: UTF8.self) } == body, "\(code)")
    }
}

@Test func anArgumentErrorOfAnotherTargetNamesIt() throws {
    let fixture = try RuntimeFixture()
    let error = try fixture.failure(of: "connect{profile = 'staging'}.experiments.get()")
    #expect(fixture.runtime.apiError(error)?.target == "staging")
    #expect(fixture.runtime.message(of: error).contains("on staging"))
}
