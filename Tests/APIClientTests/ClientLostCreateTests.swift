import JSON
import ManagementAPI
import Synchronization
import TestSupport
import Testing

@testable import APIClient

/// Creates whose answer is lost, through the client: what is asked of the server, and what the caller is told.
struct ClientLostCreateTests {
    private static func create(_ key: String = "k") throws -> APIRequest {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.create", generation: .beta))
        let body = #"{"projectId":"1","key":"\#(key)"}"#
        return try RequestBuilder.request(for: endpoint, body: Array(body.utf8))
    }

    private static let made = #"{"id":"7","projectId":"1","key":"k","enabled":false,"state":"planning"}"#

    private static func page(_ items: String...) -> Result<HTTPResponse, TransportError> {
        .success(.json(#"{"experiments":[\#(items.joined(separator: ","))]}"#))
    }

    /// A call whose first answer is lost, up to its first lookup.
    private func bench(_ loss: Result<HTTPResponse, TransportError> = .failure(.reset)) throws -> ClientBench {
        let bench = try ClientBench()
        bench.perform(try Self.create())
        bench.answer(loss)
        #expect(bench.results.isEmpty, "\(loss)")
        #expect(bench.transport.drops == 1, "\(loss)")
        bench.turn(after: .milliseconds(300))
        #expect(bench.transport.attempts.last?.request.target == "/experiments/list?limit=1000", "\(loss)")
        #expect(bench.transport.attempts.count == 2)
        return bench
    }

    static let losses: [Result<HTTPResponse, TransportError>] =
        [500, 501, 502, 503, 504, 505, 408].map { .success(.json(status: $0)) }
        + ["<html>sign in</html>", "{\"id\":", "OK", ""].map { .success(.json($0)) }
        + [.closed, .reset, .cut, .deadline(sent: true), .malformedResponse("x"), .bodyTooLarge(limit: 1), .other("x")]
        .map { .failure($0) }

    @Test(arguments: losses.indices)
    func whatWasMadeIsFoundAndTaken(_ loss: Int) throws {
        let bench = try bench(Self.losses[loss])
        bench.answer(Self.page(#"{"id":"8","projectId":"1","key":"newer"}"#, Self.made))
        let body = try #require(bench.results.first).get().body
        #expect(body == .json(Array(Self.made.utf8)))
        #expect(bench.client.statistics.adoptions == 1)
        #expect(bench.client.pendingCalls == 0)
        let notice = try #require(bench.notices.first)
        #expect(notice.description.hasSuffix("(projectId 1, key k, id 7) and was taken as the result"))
        #expect(bench.notices.count == 1)
    }

    @Test func whatIsAbsentIsSentOnceMore() throws {
        let bench = try bench()
        bench.answer(Self.page())
        #expect(bench.transport.attempts.map(\.request.method) == ["POST", "GET", "POST"])
        bench.answer(.success(.json(Self.made)))
        #expect(try bench.results.first?.get().status == 200)
        #expect(bench.notices.isEmpty)
        #expect(bench.client.statistics.repetitions == 1)
    }

    @Test(arguments: [400, 409, 422, 500])
    func aSecondSendThatFailsIsLookedIntoAgain(_ status: Int) throws {
        let bench = try bench()
        bench.answer(Self.page())
        bench.answer(.success(.json(#"{"error":"the key is taken"}"#, status: status)))
        #expect(bench.results.isEmpty)
        bench.turn(after: .milliseconds(300))
        bench.answer(Self.page(Self.made))
        #expect(try bench.results.first?.get().body == .json(Array(Self.made.utf8)))
        #expect(bench.transport.attempts.map(\.request.method) == ["POST", "GET", "POST", "GET"])
    }

    /// Else nobody would ever answer the call.
    @Test func aLookupThatCannotBeBuiltEndsTheCall() throws {
        let item = ObjectType(
            "Part", isOpen: true,
            kind: ObjectKind(one: "part", many: "parts", identifyingField: "id", card: [], marks: []), help: "",
            fields: [Field("id", .string(), required: true, help: "")])
        let list = Endpoint(
            "wholes.parts.list", .beta, .get, "/wholes/{whole}/parts",
            parameters: [Parameter("whole", in: .path, .positional, .identifier, required: true, help: "")],
            result: .page(items: item, Paging(wrapper: "parts")), isIdempotent: true, summary: "", source: "",
            example: "")
        let create = Endpoint(
            "parts.create", .beta, .post, "/parts",
            parameters: [Parameter("key", in: .body, .named, .string(), required: true, help: "")],
            result: .object(item), isIdempotent: false, lookup: Lookup(in: list.id, by: ["key"]), summary: "",
            source: "", example: "")
        let catalogue = Catalogue(resources: [
            Resource("wholes.parts", .beta, help: "", endpoints: [list]),
            Resource("parts", .beta, help: "", endpoints: [create]),
        ])
        var request = try RequestBuilder.request(for: create, body: Array(#"{"key":"k"}"#.utf8))
        request.creation = Creation(create, in: catalogue)
        #expect(request.creation != nil)
        let bench = try ClientBench()
        bench.perform(request)
        bench.answer(.failure(.reset))
        bench.turn(after: .milliseconds(300))
        #expect(bench.error?.kind == .unknown && bench.error?.outcome == .unknown)
        #expect(bench.error?.message.contains("the list could not be read: whole is required") == true)
        #expect(bench.client.pendingCalls == 0)
    }

    @Test func whatIsNeverFoundIsUnknown() throws {
        let bench = try bench(.success(.json(#"{"error":"broken"}"#, status: 503)))
        bench.answer(Self.page())
        bench.answer(.failure(.cut))
        bench.turn(after: .milliseconds(300))
        bench.answer(Self.page())
        bench.turn(after: .seconds(2))
        #expect(bench.transport.attempts.map(\.request.method) == ["POST", "GET", "POST", "GET", "GET"])
        bench.answer(Self.page())
        let error = try #require(bench.error)
        #expect(error.kind == .unknown)
        #expect(error.outcome == .unknown)
        #expect(error.status == 503)
        #expect(error.attempts == 2)
        #expect(
            error.message
                == "cannot tell whether the experiment was made: broken; not in the list (projectId 1, key k), "
                + "read 3 times")
        #expect(bench.client.statistics.failures == 1)
    }

    @Test func anotherObjectOfTheNameIsAnErrorThatNamesIt() throws {
        let bench = try bench()
        bench.answer(Self.page(#"{"id":"7","projectId":"1","key":"k","enabled":true,"state":"planning"}"#))
        #expect(bench.error?.kind == .unknown)
        #expect(bench.error?.message.contains("id 7) with other values of enabled") == true)
        #expect(bench.transport.attempts.count == 2)
    }

    @Test func aLookIsRepeatedAsAnyReadAndItsFailureIsTold() throws {
        let bench = try bench()
        for _ in 0..<5 {
            bench.answer(.success(.json(status: 503)))
            bench.turn(after: .seconds(5))
        }
        #expect(bench.transport.attempts.count == 7)
        bench.answer(.success(.json(#"{"error":"down"}"#, status: 503)))
        #expect(bench.error?.message.hasSuffix("the list could not be read: down") == true)
        #expect(bench.error?.outcome == .unknown)
        #expect(bench.client.statistics.failures == 1)
        #expect(bench.client.pendingCalls == 0)
    }

    @Test func aRefusedOrUnsentCreateIsNotLookedFor() throws {
        for end: Result<HTTPResponse, TransportError> in [
            .success(.json(status: 400)), .success(.json(status: 401)), .success(.json(status: 404)),
            .failure(.connectionRefused), .failure(.tls(.notTLS)), .failure(.deadline(sent: false)),
        ] {
            let bench = try ClientBench()
            bench.perform(try Self.create())
            bench.answer(end)
            #expect(bench.error?.outcome == .notApplied, "\(end)")
            #expect(bench.transport.attempts.count == 1)
        }
    }

    @Test func aThrottledSecondSendIsSentAgain() throws {
        let bench = try bench()
        bench.answer(Self.page())
        bench.answer(.success(.json(status: 429, headers: [("Retry-After", "3")])))
        bench.turn(after: .milliseconds(3100))
        #expect(bench.transport.attempts.map(\.request.method) == ["POST", "GET", "POST", "POST"])
        bench.answer(.success(.json(Self.made)))
        #expect(bench.results.count == 1)
    }

    @Test func cancellingEndsTheLookToo() throws {
        for moment in 0..<3 {
            let bench = try ClientBench()
            let call = bench.perform(try Self.create())
            bench.answer(.failure(.reset))
            // Before the lookup, in it, and while it sends again.
            if moment > 0 { bench.turn(after: .milliseconds(300)) }
            if moment > 1 { bench.answer(Self.page()) }
            bench.client.cancel(call)
            bench.turn(after: .seconds(60))
            #expect(bench.error?.kind == .interrupted)
            #expect(bench.error?.outcome == .unknown)
            #expect(bench.transport.attempts.count == moment + 1)
            #expect(moment == 0 || bench.transport.attempts.last?.isCancelled == true)
            #expect(bench.client.inFlight == 0)
            #expect(bench.client.pendingCalls == 0)
            #expect(bench.results.count == 1)
        }
    }

    @Test func afterAStopNothingIsLookedUpOrSentAgain() throws {
        let stop = Stop()
        let bench = try ClientBench(gates: Gates(isHalted: { stop.isSet }))
        bench.perform(try Self.create())
        stop.set()
        bench.answer(.failure(.reset))
        #expect(bench.error?.outcome == .unknown)
        bench.turn(after: .seconds(60))
        #expect(bench.transport.attempts.count == 1)
    }

    /// A server that applies each create before, at, or long after the moment its answer is lost, and a caller who
    /// must be told no lie: one object at most, and what is called made is there.
    @Test(arguments: 0..<200)
    func nothingIsMadeTwiceAndNothingIsSaidThatIsNotSo(_ seed: Int) throws {
        let world = World(seed: UInt64(seed))
        let bench = try ClientBench(FakeTransport(immediate: { request, _ in world.answer(request) }))
        for key in World.keys { bench.perform(try Self.create(key)) }
        var turns = 0
        while bench.results.count < World.keys.count, turns < 2000 {
            bench.turn(after: .milliseconds(100))
            turns += 1
        }
        world.applyLate()
        #expect(bench.results.count == World.keys.count)
        let made = world.made
        #expect(Set(made).count == made.count, "made twice")
        for result in bench.results {
            switch result {
            case .success(let answer):
                guard case .json(let text) = answer.body else { continue }
                let key = try JSONValue(parsing: text)["key"]?.stringValue ?? ""
                #expect(made.contains(key), "said to be made: \(key)")
            case .failure(let error):
                #expect(error.outcome == .unknown, "\(error)")
            }
        }
    }
}

/// The model of a service that loses answers.
private final class World: Sendable {
    static let keys = (0..<6).map { "key-\($0)" }

    private struct State {
        var generator: SeededGenerator
        var made: [String] = []
        var late: [String] = []
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    var made: [String] { state.withLock { $0.made } }

    func applyLate() {
        state.withLock { state in
            for key in state.late where !state.made.contains(key) { state.made.append(key) }
        }
    }

    func answer(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
        state.withLock { state in
            if let key = state.late.first, Bool.random(using: &state.generator) {
                state.late.removeFirst()
                if !state.made.contains(key) { state.made.append(key) }
            }
            let fate = Int.random(in: 0..<10, using: &state.generator)
            if request.method == "GET" {
                if fate == 0 { return .success(.json(status: 502)) }
                let items = state.made.reversed().map {
                    #"{"id":"\#($0)","projectId":"1","key":"\#($0)","enabled":false,"state":"planning"}"#
                }
                return .success(.json(#"{"experiments":[\#(items.joined(separator: ","))]}"#))
            }
            let key = (try? JSONValue(parsing: request.body ?? []))?["key"]?.stringValue ?? ""
            switch fate {
            case 0, 1: return .failure(.reset)
            case 2, 3:
                state.late.append(key)
                return .failure(.deadline(sent: true))
            default: break
            }
            if state.made.contains(key) { return .success(.json(#"{"error":"taken"}"#, status: 400)) }
            state.made.append(key)
            return fate < 6
                ? .success(.json(status: 503))
                : .success(.json(#"{"id":"\#(key)","projectId":"1","key":"\#(key)"}"#))
        }
    }
}

/// The same in v1: the list is asked by key, and what it shows is proved before it is taken.
struct ClientLostCreateV1Tests {
    /// The bench's clock says 1994-11-06T08:49:37Z.
    private static let found =
        #"{"id":"7","projectId":"1","key":"k","enabled":false,"createdAt":"1994-11-06T08:49:38.000Z"}"#

    private static func page(_ items: String...) -> Result<HTTPResponse, TransportError> {
        .success(.json(#"{"flags":[\#(items.joined(separator: ","))],"nextCursor":null}"#))
    }

    private func bench() throws -> ClientBench {
        let endpoint = try #require(Catalogue.all.endpoint(id: "flags.create", generation: .v1))
        let bench = try ClientBench()
        bench.perform(
            try RequestBuilder.request(for: endpoint, body: Array(#"{"projectId":"1","key":"k"}"#.utf8)))
        bench.answer(.failure(.reset))
        bench.turn(after: .milliseconds(300))
        #expect(
            bench.transport.attempts.last?.request.target == "/api/1/flags?projectId=1&key=k&limit=1000")
        return bench
    }

    @Test func theWholeObjectAndItsVersionsAreReadFirst() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found))
        #expect(bench.transport.attempts.last?.request.target == "/api/1/flags/7")
        bench.answer(.success(.json(Self.found)))
        #expect(bench.transport.attempts.last?.request.target == "/api/1/flags/7/versions")
        #expect(bench.results.isEmpty)
        bench.answer(.success(.json(#"[{"version":1}]"#)))
        #expect(try bench.results.first?.get().body == .json(Array(#"{"id":"7"}"#.utf8)))
        #expect(bench.client.statistics.adoptions == 1)
    }

    @Test func whatHasBeenChangedSinceIsNotTaken() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found))
        bench.answer(.success(.json(Self.found)))
        bench.answer(.success(.json(#"[{"version":2},{"version":1}]"#)))
        #expect(bench.error?.kind == .unknown)
        #expect(bench.error?.message.contains("with 2 versions") == true)
    }

    @Test func aWholeObjectThatIsNotWhatWasSentIsNotTaken() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found))
        bench.answer(.success(.json(Self.found.replacing("false", with: "true"))))
        #expect(bench.error?.kind == .unknown && bench.error?.message.contains("enabled") == true)
    }

    @Test(arguments: ["1994-11-06T08:48:36.000Z", "1994-11-05", "soon", ""])
    func whatWasMadeBeforeIsNotTaken(_ time: String) throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found.replacing("1994-11-06T08:49:38.000Z", with: time)))
        #expect(bench.error?.kind == .unknown && bench.error?.message.contains("createdAt") == true)
    }

    @Test func aClockThatIsALittleBehindProvesNothingElse() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found.replacing("08:49:38", with: "08:48:40")))
        #expect(bench.transport.attempts.last?.request.target == "/api/1/flags/7")
    }

    @Test func whatWasDeletedIsAnotherObject() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found.replacing(#""enabled":false"#, with: #""enabled":false,"deleted":true"#)))
        #expect(bench.transport.attempts.last?.request.method == "POST")
    }

    @Test func aProofThatCannotBeReadIsNone() throws {
        let bench = try bench()
        bench.answer(Self.page(Self.found))
        bench.answer(.success(.json(#"{"error":"no"}"#, status: 403)))
        #expect(bench.error?.kind == .unknown)
    }

    /// As the documents show it by a slip.
    @Test func aCursorThatStandsAmongTheItemsIsFollowed() throws {
        let bench = try bench()
        bench.answer(Self.page(#"{"id":"9","projectId":"1","key":"other"}"#, #"{"nextCursor":"26"}"#))
        #expect(bench.transport.attempts.last?.request.target.hasSuffix("&cursor=26") == true)
    }
}
