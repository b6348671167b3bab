import ManagementAPI
import Testing

@testable import APIClient

/// Which writes of v1 are sent again, and what is told of them then.
struct RepeatedWriteTests {
    private static func request(_ id: String, _ path: [String: String]) throws -> APIRequest {
        try RequestBuilder.request(
            for: try #require(Catalogue.all.endpoint(id: id, generation: .v1)), pathArguments: path)
    }

    static let failures: [Result<HTTPResponse, TransportError>] =
        [429, 500, 503].map { .success(.json(#"{"error":"no"}"#, status: $0)) }
        + [.failure(.connectionRefused), .failure(.reset), .success(.json("<html></html>"))]

    /// The place in the list shifts with each removal: a second one would take out somebody else.
    @Test(arguments: failures.indices)
    func aRemovalByPlaceIsSentOnceWhateverComesBack(_ failure: Int) throws {
        let bench = try ClientBench()
        // The target has answered before, which lets other calls be repeated after more failures.
        bench.perform(
            APIRequest(method: "GET", target: "/x", isIdempotent: true, mutates: false, pathForMessages: "/x"))
        bench.answer(.success(.json()))
        bench.perform(
            try Self.request("flags.variants.users.remove", ["id": "7", "variantKey": "on", "userIndex": "0"]))
        bench.answer(Self.failures[failure])
        bench.turn(after: .seconds(90))
        bench.turn(after: .seconds(90))
        #expect(bench.transport.attempts.count == 2)
        #expect(bench.error != nil && bench.client.pendingCalls == 0)
    }

    /// The first one may have been done, and then the second finds nothing.
    @Test(arguments: ["flags.variants.remove", "flags.deployments.remove"])
    func aRemovalThatIsRepeatedAndFindsNothingIsUnknown(_ id: String) throws {
        let bench = try ClientBench()
        bench.perform(try Self.request(id, ["id": "7", id.contains("variants") ? "variantKey" : "deploymentId": "5"]))
        bench.answer(.failure(.reset))
        bench.turn(after: .seconds(1))
        bench.answer(.success(.json(#"{"error":"there is none"}"#, status: 404)))
        #expect(bench.transport.attempts.count == 2)
        #expect(bench.error?.kind == .notFound && bench.error?.outcome == .unknown)
    }

    @Test func aWaitThatStandsInTheBodyIsKept() throws {
        let bench = try ClientBench()
        bench.perform(try Self.request("flags.get", ["id": "7"]))
        bench.answer(.success(.json(#"{"status":429,"retry_after_seconds":7}"#, status: 429)))
        bench.turn(after: .milliseconds(6_900))
        #expect(bench.transport.attempts.count == 1)
        bench.turn(after: .seconds(1))
        #expect(bench.transport.attempts.count == 2)
    }
}
