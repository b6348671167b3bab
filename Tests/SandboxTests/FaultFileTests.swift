import Sandbox
import Testing

struct FaultFileTests {
    private func read(_ text: String) throws -> [FaultRule] { try FaultFile(parsing: Array(text.utf8)).rules }

    @Test func linesAreRulesInOrderAndCommentsAreNone() throws {
        let file = try FaultFile(
            parsing: Array(
                """
                # a comment
                {"seed": 7}\r

                  # another
                {"play": "status", "status": 503, "on": "experiments.get", "nth": 2}
                {"play":"stall","times":3,"chance":0.5}
                """.utf8))
        #expect(file.seed == 7)
        #expect(
            file.rules == [
                FaultRule(
                    Fault(.status(503, retryAfter: nil, body: nil), applies: false), on: .endpoint("experiments.get"),
                    .nth([2])),
                FaultRule(Fault(.stall, applies: false), .chance(0.5), times: 3),
            ])
    }

    @Test(arguments: [
        (#"{"play":"delay","seconds":0.25}"#, Fault(.delay(.milliseconds(250)), applies: true)),
        (
            #"{"play":"status","status":429,"retry_after":"soon","body":"x","applies":true}"#,
            Fault(.status(429, retryAfter: "soon", body: "x"), applies: true)
        ),
        (
            #"{"play":"status","status":429,"retry_after":-1}"#,
            Fault(.status(429, retryAfter: "-1", body: nil), applies: false)
        ),
        (#"{"play":"refuse"}"#, Fault(.refuse(.seconds(1)), applies: true)),
        (#"{"play":"reset"}"#, Fault(.reset(read: true), applies: false)),
        (#"{"play":"reset","at":"before_reading"}"#, Fault(.reset(read: false), applies: false)),
        (#"{"play":"reset","at":"after_applying"}"#, Fault(.reset(read: true), applies: true)),
        (#"{"play":"cut"}"#, Fault(.cut(.body, keep: nil), applies: true)),
        (#"{"play":"cut","in":"head","keep":3}"#, Fault(.cut(.head, keep: 3), applies: true)),
        (#"{"play":"stall","applies":true}"#, Fault(.stall, applies: true)),
        (#"{"play":"drip","bytes":9,"seconds":0.001}"#, Fault(.drip(bytes: 9, pause: .milliseconds(1)), applies: true)),
        (#"{"play":"html"}"#, Fault(.html, applies: false)),
        (#"{"play":"half"}"#, Fault(.halfBody, applies: true)),
        (#"{"play":"type"}"#, Fault(.contentType("text/plain"), applies: true)),
        (#"{"play":"huge","bytes":5000}"#, Fault(.hugeBody(5000), applies: true)),
        (#"{"play":"length","by":-4}"#, Fault(.length(-4), applies: true)),
    ])
    func eachPlayHasItsFields(_ line: String, _ fault: Fault) throws {
        #expect(try read(line) == [FaultRule(fault)])
    }

    @Test(arguments: [
        ("all", FaultPattern.all), ("reads", .reads), ("writes", .writes),
        ("experiments.create", .endpoint("experiments.create")),
        ("/experiments/*", .path(method: nil, segments: ["experiments", "*"])),
        ("POST /experiments/*/activate", .path(method: "POST", segments: ["experiments", "*", "activate"])),
    ])
    func onSaysWhichRequests(_ text: String, _ pattern: FaultPattern) throws {
        #expect(try read(#"{"play":"stall","on":"\#(text)"}"#)[0].pattern == pattern)
    }

    @Test(arguments: [
        ("{", "line 1: column 2: the text ends where a key in quotation marks or '}' was expected"),
        ("\n\n[]", "line 3: each line is a JSON object, such as {\"play\": \"status\", \"status\": 503}"),
        (
            "{}",
            "line 1: play is missing; it is one of delay, status, refuse, reset, cut, stall, drip, html, half, type, huge, length"
        ),
        (#"{"plai":"stall"}"#, "line 1: there is no field plai; did you mean play?"),
        (
            #"{"play":"stal"}"#,
            "line 1: play is not one of delay, status, refuse, reset, cut, stall, drip, html, half, type, huge, length; did you mean stall?"
        ),
        (#"{"play":"stall","status":500}"#, "line 1: stall takes no status; it takes applies"),
        (#"{"play":"half","bytes":5}"#, "line 1: half takes no bytes"),
        (#"{"play":"status"}"#, "line 1: status needs status"),
        (#"{"play":"delay"}"#, "line 1: delay needs seconds"),
        (#"{"play":"huge"}"#, "line 1: huge needs bytes"),
        (#"{"play":"status","status":42}"#, "line 1: status is not a whole number, 200 to 599"),
        (#"{"play":"status","status":500.0}"#, "line 1: status is not a whole number, 200 to 599"),
        (#"{"play":"status","status":500,"body":5}"#, "line 1: body is not a string"),
        (#"{"play":"status","status":500,"applies":1}"#, "line 1: applies is not true or false"),
        (
            #"{"play":"status","status":500,"retry_after":"a\r\nb"}"#,
            "line 1: retry_after is not seconds, or text without control characters"
        ),
        (#"{"play":"delay","seconds":-1}"#, "line 1: seconds is not a number of seconds, 0 to 86400"),
        (#"{"play":"stall","nth":0}"#, "line 1: nth is not a whole number from 1, or an array of them"),
        (#"{"play":"stall","nth":[]}"#, "line 1: nth is not a whole number from 1, or an array of them"),
        (#"{"play":"stall","every":0}"#, "line 1: every is not a whole number, from 1"),
        (#"{"play":"stall","chance":5}"#, "line 1: chance is not a number from 0 to 1"),
        (#"{"play":"stall","nth":1,"chance":1}"#, "line 1: nth and chance exclude each other"),
        (
            #"{"play":"stall","on":"experiments.gett"}"#,
            "line 1: on is not all, reads, writes, the name of a call, or METHOD /path; did you mean experiments.get?"
        ),
        (
            #"{"play":"reset","at":"applied"}"#,
            "line 1: at is not one of before_reading, before_applying, after_applying"
        ),
        (#"{"play":"length","by":0}"#, "line 1: by is not a number other than 0"),
        (#"{"seed":1,"play":"stall"}"#, "line 1: seed stands on a line of its own, once"),
        ("{\"seed\":1}\n{\"seed\":2}", "line 2: seed stands on a line of its own, once"),
    ])
    func whatIsWrongIsNamedWithItsLineAndField(_ text: String, _ message: String) {
        let error = #expect(throws: FaultFileError.self) { try read(text) }
        #expect(error?.description == message)
    }
}
