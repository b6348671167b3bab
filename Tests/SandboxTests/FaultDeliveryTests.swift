import Sandbox
import Testing

/// What a fault does to the bytes of an answer, on the wire and in process.
struct FaultDeliveryTests {
    private static let target = "/experiments/31223"

    /// All that comes over the wire for one request under `fault`, and how many requests had an effect.
    private func exchange(
        _ kind: Fault.Kind, applies: Bool = true, method: String = "GET", target: String = target
    ) async throws -> (text: String, applied: Int) {
        let counter = ExchangeCounter()
        let sandbox = try Sandbox(path: ":memory:")
        var text = ""
        try await withServer(
            of: sandbox, faults: [FaultRule(Fault(kind, applies: applies))], observer: { counter.note($0) }
        ) { port in
            let head =
                "\(method) \(target) HTTP/1.1\r\n"
                + "host: localhost\r\nauthorization: Bearer x\r\nconnection: close\r\n\r\n"
            text = (try? await HTTPExchange.raw(Array(head.utf8), port: port)) ?? "reset"
        }
        return (text, counter.applied)
    }

    private func honest() async throws -> String { try await exchange(.delay(.zero)).text }

    /// Without its date.
    private func body(_ text: String) -> String {
        text.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    }

    @Test func aStatusComesWithItsFieldsAndBody() async throws {
        let (text, applied) = try await exchange(.status(429, retryAfter: "3", body: nil), applies: false)
        #expect(text.hasPrefix("HTTP/1.1 429 Too Many Requests\r\n"))
        #expect(text.contains("\r\nretry-after: 3\r\n"))
        #expect(body(text) == #"{"error":"the sandbox plays status 429"}"#)
        #expect(applied == 0)
        let words = try await exchange(.status(502, retryAfter: nil, body: "<p>no"), applies: true)
        #expect(body(words.text) == "<p>no" && words.text.contains("content-type: text/plain"))
        #expect(words.applied == 1)
    }

    @Test func aResetIsOneAndAppliesOnlyWhereItSaysSo() async throws {
        for (read, applies) in [(false, false), (true, false), (true, true)] {
            let (text, applied) = try await exchange(.reset(read: read), applies: applies)
            #expect(text == "reset")
            #expect(applied == (applies ? 1 : 0))
        }
    }

    @Test func aCutAnswerEndsWhereItSays() async throws {
        let whole = try await honest()
        let head = try await exchange(.cut(.head, keep: 20)).text
        #expect(Array(head.utf8) == Array(whole.utf8.prefix(20)))
        let body = try await exchange(.cut(.body, keep: 7)).text
        #expect(self.body(body) == self.body(whole).prefix(7))
        let half = try await exchange(.cut(.body, keep: nil)).text
        #expect(self.body(half).utf8.count == self.body(whole).utf8.count / 2)
        // Never all of it: that would be no cut.
        let most = try await exchange(.cut(.body, keep: 1_000_000)).text
        #expect(self.body(most).utf8.count == self.body(whole).utf8.count - 1)
        let all = try await exchange(.cut(.head, keep: 1_000_000)).text
        #expect(all.hasPrefix("HTTP/1.1 200 OK") && !all.contains("\r\n\r\n"))
    }

    @Test func halfABodyLooksComplete() async throws {
        let whole = body(try await honest())
        let text = try await exchange(.halfBody).text
        #expect(Array(body(text).utf8) == Array(whole.utf8.prefix(whole.utf8.count / 2)))
        #expect(text.contains("content-length: \(body(text).utf8.count)\r\n"))
    }

    @Test func aPageComesWithStatus200() async throws {
        let (text, applied) = try await exchange(.html, applies: false)
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\ncontent-type: text/html"))
        #expect(body(text).hasPrefix("<!DOCTYPE html>"))
        #expect(applied == 0)
    }

    @Test func typeSizeAndLengthAreWrongAsTheySay() async throws {
        let whole = body(try await honest())
        let type = try await exchange(.contentType("image/png")).text
        #expect(type.contains("\r\ncontent-type: image/png\r\n") && !type.contains("application/json"))
        #expect(body(type) == whole)
        let huge = try await exchange(.hugeBody(3_000_000)).text
        #expect(body(huge).utf8.count == 3_000_000 && body(huge).hasPrefix(whole))
        #expect(huge.contains("content-length: 3000000\r\n"))
        let longer = try await exchange(.length(10)).text
        #expect(longer.contains("content-length: \(whole.utf8.count + 10)\r\n") && body(longer) == whole)
        let shorter = try await exchange(.length(-10)).text
        #expect(shorter.contains("content-length: \(whole.utf8.count - 10)\r\n") && body(shorter) == whole)
    }

    @Test func aDripIsTheSameAnswerInPortions() async throws {
        let drip = try await exchange(.drip(bytes: 100, pause: .milliseconds(1))).text
        let whole = try await honest()
        #expect(body(drip) == body(whole))
    }

    @Test func aStalledConnectionEndsWithItsServer() async throws {
        // `exchange` returns once the server has closed the connection; it does not wait for the grace.
        let (text, applied) = try await withStalled(applies: true)
        #expect(text.isEmpty || text == "reset")
        #expect(applied == 1)
    }

    private func withStalled(applies: Bool) async throws -> (String, Int) {
        let counter = ExchangeCounter()
        let sandbox = try Sandbox(path: ":memory:")
        var kept: Task<String, any Error>?
        try await withServer(
            of: sandbox, faults: [FaultRule(Fault(.stall, applies: applies))], observer: { counter.note($0) }
        ) { port in
            let head = "GET \(Self.target) HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\n\r\n"
            kept = Task { try await HTTPExchange.raw(Array(head.utf8), port: port) }
            while counter.seen == 0 { await Task.yield() }
        }
        return ((try? await kept?.value) ?? "reset", counter.applied)
    }

    @Test func afterARefusalNewConnectionsAreRefused() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        let rule = FaultRule(Fault(.refuse(.seconds(3600)), applies: true), .nth([1]))
        try await withServer(of: sandbox, faults: [rule]) { port in
            let request = SandboxRequest(method: "GET", target: Self.target, headers: Asker.headers)
            let first = try await HTTPExchange.send(request, port: port)
            #expect(first.status == 200)
            // The listening socket is closed a moment after the answer; from then on every connection fails.
            var isRefused = false
            while !isRefused {
                do {
                    _ = try await HTTPExchange.send(request, port: port)
                } catch HTTPExchange.Failure.connect {
                    isRefused = true
                } catch {
                    await Task.yield()
                }
            }
        }
    }

    @Test func requestsSentAheadAreAnsweredInTurn() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let one = "GET \(Self.target) HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\n\r\n"
            let last =
                "GET /nowhere HTTP/1.1\r\n"
                + "host: localhost\r\nauthorization: Bearer x\r\nconnection: close\r\n\r\n"
            let text = try await HTTPExchange.raw(
                Array((String(repeating: one, count: 500) + last).utf8), port: port)
            #expect(text.split(separator: "HTTP/1.1 200 OK").count == 500)
            #expect(text.contains("HTTP/1.1 404 Not Found"))
        }
    }

    @Test func inProcessEachFaultIsWhatAClientWouldSee() {
        let answer = SandboxResponse(status: 200, json: Array(#"{"id":"1"}"#.utf8))
        func delivery(_ kind: Fault.Kind, limit: Int = 1000) -> LocalDelivery {
            LocalDelivery(FaultedAnswer(Fault(kind, applies: true), answer), limit: limit)
        }
        #expect(delivery(.delay(.seconds(2))).after == .seconds(2))
        #expect(delivery(.delay(.seconds(2))).arrival == .answer(answer))
        #expect(delivery(.reset(read: true)).arrival == .reset)
        #expect(delivery(.cut(.head, keep: 3)).arrival == .cutInHead)
        #expect(delivery(.cut(.body, keep: 3)).arrival == .cutInBody)
        #expect(delivery(.stall).arrival == .nothing)
        #expect(delivery(.length(5)).arrival == .cutInBody)
        #expect(delivery(.length(-5)).arrival == .answer(SandboxResponse(status: 200, json: Array(#"{"id""#.utf8))))
        #expect(delivery(.hugeBody(2000)).arrival == .tooLarge)
        #expect(delivery(.hugeBody(12)).arrival == .answer(SandboxResponse(json: Array(#"{"id":"1"}  "#.utf8))))
        #expect(delivery(.drip(bytes: 1, pause: .seconds(1))).after > .seconds(100))
    }
}
