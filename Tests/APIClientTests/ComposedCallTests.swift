import JSON
import ManagementAPI
import Testing

@testable import APIClient

/// Calls that are made of several: which requests go in which order, and what the caller is told of them. Pure.
struct ComposedCallTests {
    private static func call(
        _ id: String, _ path: [String: String] = ["id": "7"], _ body: String? = nil, acceptsLoss: Bool = false
    ) throws -> ComposedCall? {
        let endpoint = try #require(Catalogue.all.endpoint(id: id, generation: .v1))
        var request = try RequestBuilder.request(
            for: endpoint, pathArguments: path, body: body.map { Array($0.utf8) })
        request.compose(in: .all, acceptsLoss: acceptsLoss)
        return request.composed
    }

    /// A request in words: `PATCH /api/1/flags/7 {"archive":true}`.
    private static func words(_ request: APIRequest) -> String {
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(request.method) \(request.target)\(body)"
    }

    private static func words(_ action: ComposedCall.Action) -> String {
        switch action {
        case .read(let request): "read \(words(request))"
        case .write(let request): "write \(words(request))"
        case .done: "done"
        case .failed(let error): "\(error.kind.rawValue): \(error.message)"
        }
    }

    private static func answer(_ text: String) -> Result<Answer, APIError> {
        .success(Answer(status: 200, body: .json(Array(text.utf8))))
    }

    private static let done: Result<Answer, APIError> = .success(Answer(status: 200, body: .text("OK")))

    private static func failure(_ outcome: APIError.Outcome, status: Int = 503) -> Result<Answer, APIError> {
        .failure(
            APIError(kind: .server, status: status, message: "down", method: "PATCH", path: "/x", outcome: outcome))
    }

    static let switches: [(id: String, request: String)] = [
        ("flags.activate", #"write PATCH /api/1/flags/7 {"enabled":true}"#),
        ("flags.deactivate", #"write PATCH /api/1/flags/7 {"enabled":false}"#),
        ("experiments.archive", #"write PATCH /api/1/experiments/7 {"archive":true}"#),
        ("experiments.restore", #"write PATCH /api/1/experiments/7 {"archive":false}"#),
    ]

    @Test(arguments: switches)
    func aSwitchIsOneEdit(_ id: String, _ request: String) throws {
        var call = try #require(try Self.call(id))
        #expect(Self.words(call.begin()) == request)
        #expect(Self.words(call.took(Self.done)) == "done")
        #expect(call.steps.map(\.outcome) == [.applied])
    }

    // MARK: - Weights

    private static let members =
        #"[{"key":"a","rolloutWeight":1},{"key":"b","rolloutWeight":0},{"key":"c","rolloutWeight":2}]"#

    private static func weights(_ new: String, _ old: String = members) throws -> [String] {
        var call = try #require(
            try Self.call("experiments.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":\#(new)}"#))
        var lines = [words(call.begin())]
        var action = call.took(answer(old))
        while case .write = action {
            lines.append(words(action))
            action = call.took(done)
        }
        return lines + [words(action)]
    }

    private static let list = "read GET /api/1/experiments/7/variants"

    private static func edit(_ key: String, _ weight: String) -> String {
        #"write PATCH /api/1/experiments/7/variants/\#(key) {"rolloutWeight":\#(weight)}"#
    }

    @Test func onlyWeightsThatDifferAreEdited() throws {
        #expect(try Self.weights(#"{"a":1,"c":3}"#) == [Self.list, Self.edit("c", "3"), "done"])
        #expect(try Self.weights(#"{"a":1.0,"b":0,"c":2}"#) == [Self.list, "done"])
    }

    @Test func whatRisesGoesFirstAndWhatBecomesZeroLast() throws {
        #expect(
            try Self.weights(#"{"a":0,"b":1,"c":1}"#)
                == [Self.list, Self.edit("b", "1"), Self.edit("c", "1"), Self.edit("a", "0"), "done"])
    }

    @Test func aFractionIsAWeight() throws {
        #expect(try Self.weights(#"{"b":0.5}"#) == [Self.list, Self.edit("b", "0.5"), "done"])
    }

    /// Whatever the weights are before and after, and after each step in between.
    @Test func thoseThatStayNeverAllHaveWeightZero() throws {
        let keys = ["a", "b", "c"]
        for old in 0..<27 {
            for new in 0..<27 {
                let before = [old % 3, old / 3 % 3, old / 9]
                let after = [new % 3, new / 3 % 3, new / 9]
                let items = zip(keys, before).map { #"{"key":"\#($0)","rolloutWeight":\#($1)}"# }
                let body = zip(keys, after).map { #""\#($0)":\#($1)"# }.joined(separator: ",")
                let lines = try Self.weights("{\(body)}", "[\(items.joined(separator: ","))]")
                var now = Dictionary(uniqueKeysWithValues: zip(keys, before))
                let stays = zip(keys, after).filter { $0.1 > 0 }.map(\.0)
                let hadOne = before.contains { $0 > 0 } && !stays.isEmpty
                var begun = stays.contains { now[$0] ?? 0 > 0 }
                for line in lines where line.hasPrefix("write") {
                    let parts = line.split(separator: " ")
                    let key = String(parts[2].suffix(1))
                    now[key] = Int(parts[3].filter(\.isNumber))
                    let isServed = stays.contains { now[$0] ?? 0 > 0 }
                    // From the first edit on at least one of those that stay is given to users.
                    if hadOne { #expect(isServed, "\(before) to \(after): \(lines)") }
                    begun = begun || isServed
                }
                #expect(now == Dictionary(uniqueKeysWithValues: zip(keys, after)))
            }
        }
    }

    @Test func aVariantThatIsNotThereIsAnErrorAndNothingIsSent() throws {
        var call = try #require(
            try Self.call("experiments.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":{"x":1,"a":2}}"#))
        _ = call.begin()
        guard case .failed(let error) = call.took(Self.answer(Self.members)) else {
            Issue.record("it goes on")
            return
        }
        #expect(error.kind == .argument && error.outcome == .notApplied)
        #expect(
            error.message
                == "experiments.set_rollout_weights: rolloutWeights.x: there is none of this key; there is a, b, c")
    }

    @Test func aFailureInTheMiddleSaysWhatWasDone() throws {
        var call = try #require(
            try Self.call("experiments.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":{"a":0,"b":1,"c":1}}"#))
        _ = call.begin()
        _ = call.took(Self.answer(Self.members))
        _ = call.took(Self.done)
        guard case .failed(let error) = call.took(Self.failure(.notApplied)) else {
            Issue.record("it goes on")
            return
        }
        #expect(error.outcome == .partly && error.kind == .server && error.status == 503)
        #expect(
            error.steps == [
                CallStep(call: "experiments.variants.edit", item: "b", outcome: .applied),
                CallStep(call: "experiments.variants.edit", item: "c", outcome: .notApplied, message: "down"),
            ])
        #expect(error.message == "down (1 of 3 requests of experiments.set_rollout_weights were done)")
    }

    @Test(arguments: [APIError.Outcome.notApplied, .unknown])
    func aFailureOfTheFirstIsThatOfTheWhole(_ outcome: APIError.Outcome) throws {
        var call = try #require(
            try Self.call("experiments.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":{"a":0,"b":1}}"#))
        _ = call.begin()
        _ = call.took(Self.answer(Self.members))
        guard case .failed(let error) = call.took(Self.failure(outcome)) else {
            Issue.record("it goes on")
            return
        }
        #expect(error.outcome == outcome)
        #expect(error.steps?.map(\.outcome) == [outcome])
    }

    @Test func whatCannotBeReadIsNotChanged() throws {
        var call = try #require(
            try Self.call("flags.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":{"a":0}}"#))
        _ = call.begin()
        guard case .failed(let error) = call.took(Self.failure(.unknown)) else {
            Issue.record("it goes on")
            return
        }
        #expect(error.outcome == .notApplied && error.steps == nil)
    }

    @Test func whatIsStoppedSaysWhatWasDone() throws {
        let stop = APIError(
            kind: .interrupted, message: "interrupted", method: "PATCH", path: "/x", outcome: .notApplied)
        var call = try #require(
            try Self.call("experiments.set_rollout_weights", ["id": "7"], #"{"rolloutWeights":{"a":0,"b":1}}"#))
        _ = call.begin()
        #expect(call.stopped(stop, requestUnderWay: false).outcome == .notApplied)
        _ = call.took(Self.answer(Self.members))
        var unknown = call
        #expect(unknown.stopped(stop, requestUnderWay: true).outcome == .unknown)
        _ = call.took(Self.done)
        let error = call.stopped(stop, requestUnderWay: true)
        #expect(error.outcome == .partly && error.steps?.map(\.outcome) == [.applied, .unknown])
        #expect(error.kind == .interrupted)
    }

    // MARK: - Tags

    static let tags: [(id: String, tags: String, request: String?)] = [
        ("flags.tags.add", #"["b","c"]"#, #"write PATCH /api/1/flags/7 {"tags":["a","b","c"]}"#),
        ("flags.tags.add", #"["a"]"#, nil),
        ("flags.tags.remove", #"["a","x"]"#, #"write PATCH /api/1/flags/7 {"tags":["b"]}"#),
        ("flags.tags.remove", #"["x"]"#, nil),
    ]

    @Test(arguments: tags)
    func tagsAreReadAndSentBackWhereTheyChange(_ id: String, _ tags: String, _ request: String?) throws {
        var call = try #require(try Self.call(id, ["id": "7"], #"{"tags":\#(tags)}"#))
        #expect(Self.words(call.begin()) == "read GET /api/1/flags/7")
        let action = call.took(Self.answer(#"{"id":"7","tags":["a","b"]}"#))
        #expect(Self.words(action) == request ?? "done")
        #expect(!call.hasWritten)
    }

    // MARK: - Pieces

    private static func users(_ count: Int) -> String {
        "[" + (0..<count).map { #""u\#($0)""# }.joined(separator: ",") + "]"
    }

    private static let variant = ["id": "7", "variantKey": "on"]

    @Test func aHundredGoAsTheyAre() throws {
        #expect(
            try Self.call("flags.variants.users.bulk_remove", Self.variant, #"{"users":\#(Self.users(100))}"#) == nil)
    }

    @Test func moreGoInPiecesOfAHundred() throws {
        var call = try #require(
            try Self.call("flags.variants.users.bulk_remove", Self.variant, #"{"users":\#(Self.users(250))}"#))
        var sizes: [Int] = []
        var all: [JSONValue] = []
        var action = call.begin()
        while case .write(let request) = action {
            let body = try JSONValue(parsing: request.body ?? [])
            let users = body["users"]?.arrayValue ?? []
            sizes.append(users.count)
            all += users
            action = call.took(Self.done)
        }
        #expect(sizes == [100, 100, 50])
        #expect(all == (0..<250).map { .string("u\($0)") })
        #expect(call.steps.last?.call == "flags.variants.users.bulk_remove" && call.steps.last?.item == "201-250")
    }

    // MARK: - Losses

    private static let segments = #"{"targetSegments":[]}"#
    private static let cohort =
        #"{"targetSegments":[{"name":"s","conditions":[{"type":"cohort","prop":"c1","op":"set contains","values":["x"]}]}]}"#

    @Test func segmentsWithACohortAreNotReplaced() throws {
        var call = try #require(try Self.call("flags.edit", ["id": "7"], Self.segments))
        #expect(Self.words(call.begin()) == "read GET /api/1/flags/7")
        guard case .failed(let error) = call.took(Self.answer(Self.cohort)) else {
            Issue.record("it goes on")
            return
        }
        #expect(error.kind == .refused && error.outcome == .notApplied)
        #expect(
            error.message
                == "this would drop 1 condition on a cohort, which the API cannot write back; {accept_loss = true} as last "
                + "argument sends it")
    }

    @Test func segmentsWithoutOneAre() throws {
        var call = try #require(try Self.call("flags.edit", ["id": "7"], Self.segments))
        _ = call.begin()
        let action = call.took(Self.answer(#"{"targetSegments":[{"conditions":[{"type":"property"}]}]}"#))
        #expect(Self.words(action) == "write PATCH /api/1/flags/7 \(Self.segments)")
    }

    @Test func whoAcceptsTheLossHasNothingRead() throws {
        #expect(try Self.call("flags.edit", ["id": "7"], Self.segments, acceptsLoss: true) == nil)
    }

    @Test func anEditThatDropsNothingIsOneRequest() throws {
        #expect(try Self.call("flags.edit", ["id": "7"], #"{"enabled":true}"#) == nil)
        #expect(try Self.call("mutexes.edit", ["id": "7"], #"{"archive":false}"#) == nil)
    }

    static let groups: [(id: String, object: String, words: String?)] = [
        (
            "mutexes.edit", #"{"slots":[{"experiments":[1,2],"individuals":[]},{"experiments":[3]}]}"#,
            "3 of experiments"
        ),
        ("mutexes.edit", #"{"slots":[{"experiments":[],"individuals":[],"cohorts":[],"holdouts":[]}]}"#, nil),
        (
            "holdouts.edit", #"{"experiments":[1],"individualInclusion":["a","b"],"individualExclusion":[]}"#,
            "1 of experiments, 2 of individualInclusion"
        ),
    ]

    @Test(arguments: groups)
    func aGroupWithMembersIsNotArchived(_ id: String, _ object: String, _ words: String?) throws {
        var call = try #require(try Self.call(id, ["id": "7"], #"{"archive":true}"#))
        _ = call.begin()
        switch call.took(Self.answer(object)) {
        case .failed(let error): #expect(error.message.contains("this would drop \(words ?? "nothing"),"))
        case .write: #expect(words == nil)
        default: Issue.record("it neither goes on nor ends")
        }
    }
}
