import ManagementAPI
import Reactor
import Testing

@testable import APIClient

/// What holds calls back, and what an interrupt leaves under way.
struct GateTests {
    private final class Clock {
        var now = ContinuousClock.now
    }

    private final class Bench {
        let transport = FakeTransport()
        let reactor: Reactor
        private(set) var client: Client!
        private let clock = Clock()
        var now: ContinuousClock.Instant {
            get { clock.now }
            set { clock.now = newValue }
        }
        var isHalted = false
        var refusal: String?
        var asked = 0
        var results: [Result<Answer, APIError>] = []

        init(concurrency: Int = 64, readOnly: Bool = false) throws {
            let clock = clock
            reactor = try Reactor(clock: { clock.now })
            var settings = ClientSettings(userAgent: "test")
            settings.concurrency = concurrency
            settings.readOnly = readOnly
            client = Client(
                transport: transport, reactor: reactor, settings: settings,
                gates: Gates(
                    isHalted: { [unowned self] in isHalted },
                    [
                        Gate(.question) { [unowned self] _ in
                            asked += 1
                            return refusal
                        }
                    ]))
        }

        @discardableResult
        func perform(_ request: APIRequest) -> CallID {
            client.perform(request) { self.results.append($0) }
        }

        func turn() { reactor.turn(waitingUntil: reactor.now) }

        var errors: [APIError?] {
            results.map { result in if case .failure(let error) = result { error } else { nil } }
        }
    }

    private static let get = APIRequest(
        method: "GET", target: "/experiments/1", isIdempotent: true, mutates: false, pathForMessages: "/experiments/1")
    private static let activate = APIRequest(
        method: "POST", target: "/experiments/1/activate", isIdempotent: true, mutates: true,
        expected: .acknowledgement, pathForMessages: "/experiments/1/activate")

    @Test func nothingIsSentWhileCallsAreHalted() throws {
        let bench = try Bench(concurrency: 1)
        bench.perform(Self.activate)
        bench.perform(Self.activate)
        bench.isHalted = true
        bench.perform(Self.get)
        bench.transport.attempts[0].answer(.success(HTTPResponse(status: 200)))
        bench.turn()
        bench.turn()
        #expect(bench.transport.attempts.count == 1)
        #expect(bench.errors.map { $0?.kind } == [nil, .interrupted])
        #expect(bench.errors.last??.attempts == 0)
    }

    @Test func aFailureIsNotSentAgainWhileCallsAreHalted() throws {
        let bench = try Bench()
        bench.perform(Self.activate)
        bench.isHalted = true
        bench.transport.attempts[0].answer(.success(HTTPResponse(status: 503)))
        bench.turn()
        #expect(bench.client.pendingCalls == 0)
        #expect(bench.errors.map { $0?.kind } == [.server])
        #expect(bench.client.statistics.writes.count == 1)
    }

    @Test func sparingWritesEndsReadsAndWhatWaitsAndLeavesChangesOnTheirWay() throws {
        let bench = try Bench(concurrency: 2)
        let calls = [Self.get, Self.activate, Self.activate].map { bench.perform($0) }
        bench.isHalted = true
        for call in calls { bench.client.cancel(call, .lettingWritesFinish) }
        #expect(bench.transport.attempts.map(\.isCancelled) == [true, false])
        #expect(bench.client.writesInFlight == 1)
        bench.turn()
        #expect(bench.errors.map { $0?.outcome } == [nil, .notApplied])
        bench.transport.attempts[1].answer(.success(HTTPResponse(status: 200)))
        bench.turn()
        #expect(bench.errors.count == 3)
        #expect(bench.client.statistics.writes == WriteOutcomes(applied: 1, notApplied: 1))
        #expect(bench.client.pendingCalls == 0)
    }

    /// A request that waits for its connection would reach the server long after the interrupt.
    @Test(arguments: [true, false])
    func sparingWritesDoesNotSpareWhatHasNotBegun(leftMeanwhile: Bool) throws {
        let bench = try Bench()
        let call = bench.perform(Self.activate)
        let attempt = bench.transport.attempts[0]
        attempt.hasBegun = false
        // Just handed over: it begins at once, as if it had begun.
        bench.client.cancel(call, .lettingWritesFinish)
        #expect(!attempt.isCancelled)
        bench.now += Client.longestHandover
        bench.client.cancel(call, .lettingWritesFinish)
        #expect(attempt.isCancelled)
        // It may have left in between: then nobody knows.
        attempt.answer(.failure(.cancelled(sent: leftMeanwhile)))
        bench.turn()
        #expect(bench.errors.map { $0?.kind } == [.interrupted])
        #expect(bench.errors.map { $0?.outcome } == [leftMeanwhile ? .unknown : .notApplied])
    }

    @Test func aRefusedChangeIsNeverSentAndAReadIsNotAskedAbout() throws {
        let bench = try Bench()
        bench.refusal = "prod is protected"
        bench.perform(Self.activate)
        bench.perform(Self.get)
        bench.turn()
        #expect(bench.transport.attempts.map(\.request.method) == ["GET"])
        #expect(bench.asked == 1)
        #expect(bench.errors.map { $0?.kind } == [.refused])
        #expect(bench.errors.first??.message == "prod is protected")
        #expect(bench.errors.first??.outcome == .notApplied)
        bench.refusal = nil
        bench.perform(Self.activate)
        #expect(bench.transport.attempts.count == 2)
    }

    @Test func nobodyIsAskedAboutWhatIsRefusedAnyway() throws {
        let readOnly = try Bench(readOnly: true)
        readOnly.perform(Self.activate)
        let halted = try Bench()
        halted.isHalted = true
        halted.perform(Self.activate)
        #expect(readOnly.asked + halted.asked == 0)
    }
}
