import Testing

@testable import APIClient

struct APIErrorTests {
    @Test(
        arguments: [
            (
                APIError(
                    kind: .notFound, status: 404, message: "no experiment 7", method: "GET", path: "/experiments/7",
                    attempts: 1),
                "not_found: no experiment 7 (GET /experiments/7, status 404)"
            ),
            (
                APIError(kind: .network, message: "connection refused", method: "GET", path: "/x", attempts: 6),
                "network: connection refused (GET /x, 6 attempts)"
            ),
            (
                APIError(
                    kind: .server, status: 503, message: "busy", method: "POST", path: "/x", attempts: 1,
                    outcome: .unknown, target: "eu"),
                "server: busy (POST /x, status 503, may have been applied, on eu)"
            ),
            (
                APIError(kind: .refused, message: "read-only", method: "POST", path: "/x", outcome: .notApplied),
                "refused: read-only (POST /x, not applied)"
            ),
            (
                APIError(kind: .invalid, status: 400, message: "two\nlines\tand  more", method: "GET", path: "/x"),
                "invalid: two lines and more (GET /x, status 400)"
            ),
        ] as [(APIError, String)])
    func anErrorIsOneReadableLine(_ error: APIError, _ line: String) {
        #expect(error.description == line)
    }

    @Test func kindsAndOutcomesHaveTheNamesOfTheContract() {
        #expect(
            APIError.Kind.allCases.map(\.rawValue) == [
                "invalid", "auth", "forbidden", "not_found", "rate_limited", "server", "network", "decode", "argument",
                "refused",
                "interrupted", "unknown", "raised",
            ])
        #expect(APIError.Outcome.allCases.map(\.rawValue) == ["applied", "not_applied", "partly", "unknown"])
    }

    @Test func aLateReaderReportsWhatItCouldNotRead() {
        let request = APIRequest(method: "GET", target: "/t", isIdempotent: true, mutates: false, pathForMessages: "/t")
        let error = APIError.undecodable(
            Answer(status: 200, body: .json(Array("{\"a\":".utf8))), of: request, problem: "the text ends too early")
        #expect(error.kind == .decode)
        #expect(error.status == 200)
        #expect(error.body == "{\"a\":")
        #expect(error.outcome == nil)
        #expect(error.attempts == 1)
        let write = APIRequest(method: "POST", target: "/t", isIdempotent: true, mutates: true, pathForMessages: "/t")
        #expect(APIError.undecodable(Answer(status: 200, body: .empty), of: write, problem: "x").outcome == .unknown)
    }

    @Test func everyTransportErrorHasWords() {
        let all: [TransportError] = [
            .connectionRefused, .dns("h"), .unreachable("w"), .connectTimeout, .tls(.untrustedCertificate(nil, nil)),
            .tls(.wrongHost("h", nil)),
            .tls(.unusableRoots(file: "f")), .tls(.notTLS), .tls(.handshakeEnded), .tls(.other("")), .proxy("p"),
            .closed, .reset, .cut,
            .deadline(sent: true), .malformedResponse("m"), .bodyTooLarge(limit: 5), .noMemory, .cancelled(sent: false),
            .invalidRequest("i"), .other(""),
        ]
        #expect(Set(all.map(\.description)).count == all.count)
        #expect(all.allSatisfy { !$0.description.isEmpty })
    }
}

/// What is added to errors of a host that may be gone.
struct HintTests {
    private static let get = APIRequest(
        method: "GET", target: "/x", isIdempotent: false, mutates: false, pathForMessages: "/x")

    private static func message(
        _ answers: Result<HTTPResponse, TransportError>...
    ) throws -> String? {
        let bench = try ClientBench {
            $0.hint = "try another door"
            $0.retry = .never
        }
        for answer in answers {
            bench.perform(get)
            bench.answer(answer)
        }
        bench.turn(after: .seconds(90))
        return bench.error?.message
    }

    @Test(arguments: [
        Result<HTTPResponse, TransportError>.failure(.connectionRefused),
        .success(HTTPResponse(status: 404, body: Array("<html></html>".utf8))), .success(HTTPResponse(status: 403)),
        .success(HTTPResponse(status: 200, body: Array("<html></html>".utf8))),
    ])
    func whoeverIsNotTheAPI(_ answer: Result<HTTPResponse, TransportError>) throws {
        #expect(try Self.message(answer)?.hasSuffix("; try another door") == true)
    }

    @Test func theAPIItselfHasNone() throws {
        #expect(try Self.message(.success(.json(#"{"error":"no"}"#, status: 403))) == "no")
    }

    @Test func norOneThatHasAnsweredAsTheAPI() throws {
        let message = try Self.message(.success(.json("{}")), .failure(.connectionRefused))
        #expect(message?.contains("door") == false)
    }
}
