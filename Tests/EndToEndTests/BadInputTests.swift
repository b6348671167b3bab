import TestSupport
import Testing

/// Arguments that are wrong, odd or enormous: a clear error, no crash, and nothing changed.
struct BadInputTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    @Test(arguments: [
        (#"experiments.get("")"#, "id: must not be empty"), (#"experiments.get("..")"#, ".."),
        (#"experiments.get("%2e")"#, "%2e"), (#"experiments.get("\xff")"#, "UTF-8"),
        ("experiments.get()", "id: is required"),
        ("experiments.get(1.5)", "1.5"), ("experiments.get{}", "this table has none"),
        ("experiments.get(true)", "got a boolean"), ("experiments.get(print)", "got a function"),
        ("experiments.list{limit = '5'}", "limit: expected an integer, got a string"),
        ("experiments.list{limt = 5}", "did you mean limit?"), ("experiments.list(5)", "expected"),
        ("experiments.create{projectId = 5, key = 'k'}", "projectId: expected a string, got an integer"),
        ("experiments.create{projectId = '5', key = 'k', projectID = '5'}", "did you mean projectId?"),
        ("experiments.create{projectId = '5', key = 'k', variants = 'a'}", "variants: expected an array, got a string"),
        ("experiments.set_rollout_weights('31238', {control = 0.5})", "rolloutWeights.control: expected an integer"),
        ("experiments.set_rollout_weights('31238', {control = -1})", "rolloutWeights.control: must be at least 0"),
        ("local t = {} t[1] = t experiments.create{projectId = '5', key = 'k', deployments = t}", "deployments[1]"),
        ("json.encode{a = {b = {1, print}}}", "a.b[2]: a function has no JSON text"),
        ("local t = {} t.a = {b = t} json.encode(t)", "a.b: the table contains itself"),
        ("json.encode(DEEP)", "1000"), ("json.encode{0/0}", "NaN"), ("json.encode{1, 2, x = 3}", "field x"),
        ("json.decode(('['):rep(1000000))", "1000"), ("json.decode('{\"a\":}')", "column 6"),
        ("request('GET', 'x')", "must begin with"), ("sleep(-1)", "seconds"),
        ("parallel({1}, print, {concurency = 1})", "did you mean concurrency?"),
        ("connect{sandbx = 'x'}", "did you mean sandbox?"),
    ])
    func aWrongArgumentIsNamed(_ code: String, _ message: String) throws {
        let deep = "DEEP = {} for i = 1, 100000 do DEEP = {DEEP} end"
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", deep, "-e", code])
        #expect(result.exitCode == 2, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.errors.hasPrefix("ampsh: argument: "), "\(result.errors)")
        #expect(result.output == "")
        // One readable line and its traceback, however large the value.
        #expect(result.errors.utf8.count < 2_000)
    }

    @Test(arguments: [("a/b", "a%2Fb"), ("a b", "a%20b"), ("ü", "%C3%BC"), (#"a\0b"#, "a%00b"), ("?#%", "%3F%23%25")])
    func anOddIdIsOneSegment(_ id: String, _ segment: String) throws {
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", "experiments.get('\(id)')"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("GET /experiments/\(segment), status 400"), "\(result.errors)")
    }

    @Test func valuesThatAreNoJSONFailWhenPipedAndShowAtATerminal() throws {
        let cyclic = "(function() local t = {} t.self = t return t end)()"
        let piped = try home.ampsh(["-e", cyclic])
        #expect(piped.exitCode == 1)
        #expect(piped.output == "")
        let session = try home.terminal(["--color", "never", "-e", cyclic])
        #expect(try session.expectExit() == 0)
        #expect(session.rest == "{ self = <cycle> }\r\n")
    }

    @Test func memoryCanBeLimited() throws {
        let result = try home.ampsh(["--memory-limit", "8M", "-e", "local t = {} for i = 1, 1e8 do t[i] = i end"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("not enough memory"))
    }
}
