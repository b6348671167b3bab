import ManagementAPI
import Testing

@testable import APIClient

/// Calls that are made of several, through the client: gates, stops, accounts.
struct ClientComposedCallTests {
    private static func weights(_ text: String = #"{"a":0,"b":1}"#) throws -> APIRequest {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.set_rollout_weights", generation: .v1))
        var request = try RequestBuilder.request(
            for: endpoint, pathArguments: ["id": "7"], body: Array(#"{"rolloutWeights":\#(text)}"#.utf8))
        request.compose(in: .all)
        return request
    }

    private static let members = #"[{"key":"a","rolloutWeight":1},{"key":"b","rolloutWeight":0}]"#
    private static let ok = Result<HTTPResponse, TransportError>.success(
        HTTPResponse(status: 200, body: Array("OK".utf8)))

    @Test func theRequestsGoOneAfterTheOther() throws {
        let bench = try ClientBench()
        bench.perform(try Self.weights())
        #expect(bench.transport.attempts.map(\.request.method) == ["GET"])
        bench.answer(.success(.json(Self.members)))
        bench.answer(Self.ok)
        #expect(bench.results.isEmpty)
        bench.answer(Self.ok)
        bench.turn(after: .zero)
        #expect(
            bench.transport.attempts.map { "\($0.request.method) \($0.request.target)" } == [
                "GET /api/1/experiments/7/variants", "PATCH /api/1/experiments/7/variants/b",
                "PATCH /api/1/experiments/7/variants/a",
            ])
        #expect(try bench.results.first?.get().status == 200)
        #expect(bench.client.statistics.writes == WriteOutcomes(applied: 1))
        #expect(bench.client.statistics.calls == 1 && bench.client.statistics.requests == 3)
        #expect(bench.client.pendingCalls == 0)
    }

    @Test func nothingToChangeIsNoChange() throws {
        let bench = try ClientBench()
        bench.perform(try Self.weights(#"{"a":1}"#))
        bench.answer(.success(.json(Self.members)))
        bench.turn(after: .zero)
        #expect(bench.results.count == 1 && bench.transport.attempts.count == 1)
        #expect(bench.client.statistics.writes == WriteOutcomes())
    }

    @Test func aFailureOfTheSecondEditIsPartly() throws {
        let bench = try ClientBench()
        bench.perform(try Self.weights())
        bench.answer(.success(.json(Self.members)))
        bench.answer(Self.ok)
        bench.answer(.success(.json(#"{"error":"no"}"#, status: 400)))
        bench.turn(after: .zero)
        #expect(bench.error?.outcome == .partly && bench.error?.kind == .invalid)
        #expect(bench.error?.steps?.count == 2)
        #expect(bench.client.statistics.writes == WriteOutcomes(partly: 1))
    }

    @Test func onePartIsRepeatedAsAnyCallIs() throws {
        let bench = try ClientBench()
        bench.perform(try Self.weights())
        bench.answer(.success(.json(Self.members)))
        bench.answer(.failure(.reset))
        bench.turn(after: .seconds(1))
        #expect(bench.transport.attempts.count == 3)
        bench.answer(Self.ok)
        bench.answer(Self.ok)
        bench.turn(after: .zero)
        #expect(bench.results.count == 1 && bench.error == nil)
    }

    @Test func readOnlyRefusesItBeforeAnythingIsRead() throws {
        let bench = try ClientBench { $0.readOnly = true }
        bench.perform(try Self.weights())
        bench.turn(after: .zero)
        #expect(bench.transport.attempts.isEmpty && bench.error?.kind == .refused)
    }

    @Test func aQuestionIsAskedOnceAndAfterTheRead() throws {
        var asked: [Int] = []
        var bench: ClientBench?
        let gate = Gate(.question) { request -> String? in
            asked.append(bench?.transport.attempts.count ?? -1)
            #expect(request.endpoint?.id == "experiments.set_rollout_weights")
            return nil
        }
        let made = try ClientBench(gates: Gates([gate]))
        bench = made
        made.perform(try Self.weights())
        made.answer(.success(.json(Self.members)))
        made.answer(Self.ok)
        made.answer(Self.ok)
        #expect(asked == [1])
    }

    @Test func aRefusalAfterTheReadLeavesEverythingAsItIs() throws {
        let bench = try ClientBench(gates: Gates([Gate(.question) { _ -> String? in "no" }]))
        bench.perform(try Self.weights())
        bench.answer(.success(.json(Self.members)))
        bench.turn(after: .zero)
        #expect(bench.transport.attempts.count == 1)
        #expect(bench.error?.kind == .refused && bench.error?.outcome == .notApplied)
    }

    @Test func aStopLetsTheEditUnderWayFinishAndBeginsNoOther() throws {
        var isHalted = false
        let bench = try ClientBench(gates: Gates(isHalted: { isHalted }))
        let call = bench.perform(try Self.weights())
        bench.answer(.success(.json(Self.members)))
        isHalted = true
        bench.client.cancel(call, .lettingWritesFinish)
        #expect(bench.results.isEmpty)
        bench.answer(Self.ok)
        bench.turn(after: .zero)
        #expect(bench.transport.attempts.count == 2)
        #expect(bench.error?.kind == .interrupted && bench.error?.outcome == .partly)
        #expect(bench.error?.steps == [CallStep(call: "experiments.variants.edit", item: "b", outcome: .applied)])
    }

    @Test func endingItAtOnceSaysThatTheEditUnderWayMayBeDone() throws {
        let bench = try ClientBench()
        let call = bench.perform(try Self.weights())
        bench.answer(.success(.json(Self.members)))
        bench.client.cancel(call, .everything)
        bench.turn(after: .zero)
        #expect(bench.error?.outcome == .unknown)
        #expect(bench.error?.steps?.map(\.outcome) == [.unknown])
        #expect(bench.client.inFlight == 0 && bench.client.pendingCalls == 0)
    }

    @Test func endingItWhileItReadsChangedNothing() throws {
        let bench = try ClientBench()
        let call = bench.perform(try Self.weights())
        bench.client.cancel(call, .lettingWritesFinish)
        bench.turn(after: .zero)
        #expect(bench.error?.outcome == .notApplied && bench.error?.steps == nil)
    }
}
