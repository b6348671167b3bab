import JSON
import Logging
import ManagementAPI
import Synchronization
import Testing

@testable import APIClient

/// A client over a fake transport and a fake clock: nothing here waits.
struct ClientTests {
    private static let get = APIRequest(
        method: "GET", target: "/experiments/1", isIdempotent: true, mutates: false,
        pathForMessages: "/experiments/1")
    private static let activate = APIRequest(
        method: "POST", target: "/experiments/1/activate", isIdempotent: true, mutates: true,
        expected: .acknowledgement, pathForMessages: "/experiments/1/activate")
    private static let create = APIRequest(
        method: "POST", target: "/experiments/new", body: Array("{}".utf8), isIdempotent: false, mutates: true,
        pathForMessages: "/experiments/new")

    @Test func aCallIsSentOnceAndAnsweredInALaterTurn() throws {
        let bench = try ClientBench()
        bench.perform(Self.create)
        #expect(bench.transport.attempts.count == 1)
        let request = try #require(bench.transport.attempts.first?.request)
        #expect(request.method == "POST")
        #expect(request.target == "/experiments/new")
        #expect(request.body == Array("{}".utf8))
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Accept: application/json", "User-Agent: ampsh/9.9", "Content-Type: application/json",
            ])
        bench.transport.attempts[0].answer(.success(.json("{\"id\":\"1\"}")))
        #expect(bench.results.isEmpty)
        bench.turn()
        #expect(try bench.results.first?.get().body == .json(Array("{\"id\":\"1\"}".utf8)))
        #expect(bench.client.statistics.calls == 1)
        #expect(bench.client.statistics.requests == 1)
        #expect(bench.client.statistics.bytesSent == 2)
        #expect(bench.client.statistics.bytesReceived == 10)
        #expect(bench.client.pendingCalls == 0)
    }

    @Test func aTransportThatAnswersAtOnceStillAnswersInALaterTurn() throws {
        let bench = try ClientBench(FakeTransport(immediate: { _, _ in .success(.json()) }))
        bench.perform(Self.get)
        #expect(bench.results.isEmpty)
        bench.turn()
        #expect(bench.results.count == 1)
    }

    @Test func readOnlyRefusesEveryWriteBeforeAnythingIsSent() throws {
        let bench = try ClientBench { $0.readOnly = true }
        for request in [Self.activate, Self.create] { bench.perform(request) }
        #expect(bench.results.isEmpty)
        bench.turn()
        #expect(bench.transport.attempts.isEmpty)
        #expect(bench.results.count == 2)
        #expect(bench.error?.kind == .refused)
        #expect(bench.error?.outcome == .notApplied)
        #expect(bench.error?.attempts == 0)
        bench.perform(Self.get)
        #expect(bench.transport.attempts.count == 1)
    }

    @Test func aReadIsSentAgainAfterAServerErrorWithJitteredWaits() throws {
        let bench = try ClientBench()
        bench.perform(Self.get)
        // The random number is one half: waits of 0.1, 0.2, 0.4, 0.8 and 1.6 s.
        for (index, wait) in [100, 200, 400, 800, 1600].enumerated() {
            bench.answer(.success(.json(status: 503)))
            bench.turn(after: .milliseconds(wait - 1))
            #expect(bench.transport.attempts.count == index + 1)
            bench.turn(after: .milliseconds(1))
            #expect(bench.transport.attempts.count == index + 2)
        }
        bench.answer(.success(.json(status: 503)))
        #expect(bench.error?.kind == .server)
        #expect(bench.error?.attempts == 6)
        #expect(bench.error?.outcome == nil)
        #expect(bench.client.statistics.repetitions == 5)
        #expect(bench.transport.attempts.count == 6)
    }

    @Test func aCreateIsNeverSentAgainWhereItMayHaveArrived() throws {
        let lost: [Result<HTTPResponse, TransportError>] =
            [.success(.json(status: 500)), .success(.json(status: 503)), .success(.json(status: 408))]
            + [.closed, .reset, .cut, .deadline(sent: true), .malformedResponse("x"), .other("x")].map { .failure($0) }
        for failure in lost {
            let bench = try ClientBench()
            bench.perform(Self.get)
            bench.answer(.success(.json()))
            bench.perform(Self.create)
            bench.answer(failure)
            bench.turn(after: .seconds(100))
            #expect(bench.transport.attempts.count == 2, "\(failure)")
            #expect(bench.error?.outcome == .unknown, "\(failure)")
        }
    }

    @Test func aThrottledCreateIsSentAgainAndA429IsNoAttempt() throws {
        let bench = try ClientBench()
        bench.perform(Self.create)
        for _ in 0..<10 {
            bench.answer(.success(.json(status: 429, headers: [("Retry-After", "5")])))
            bench.turn(after: .milliseconds(5100))
        }
        #expect(bench.transport.attempts.count == 11)
        #expect(bench.results.isEmpty)
        bench.answer(.success(.json("{}", status: 201)))
        #expect(bench.results.count == 1)
        #expect(bench.client.statistics.throttles == 10)
    }

    @Test func waitingOut429sEndsAfterAMinute() throws {
        let bench = try ClientBench(random: 0)
        bench.perform(Self.create)
        for _ in 0..<3 {
            bench.answer(.success(.json("{\"error\":\"slow down\"}", status: 429, headers: [("retry-after", "20")])))
            bench.turn(after: .seconds(20))
        }
        #expect(bench.transport.attempts.count == 4)
        bench.answer(.success(.json("{\"error\":\"slow down\"}", status: 429, headers: [("retry-after", "20")])))
        #expect(bench.error?.kind == .rateLimited)
        #expect(bench.error?.message == "slow down")
        #expect(bench.error?.outcome == .notApplied)
        #expect(bench.error?.attempts == 4)
    }

    @Test func ofTwoWaitsThatAreAskedForTheLongerOneIsKept() throws {
        for fields in [["3", "7"], ["7", "3"], ["7", "soon"]] {
            let bench = try ClientBench(random: 0)
            bench.perform(Self.get)
            bench.answer(.success(.json(status: 503, headers: fields.map { ("Retry-After", $0) })))
            bench.turn(after: .milliseconds(6999))
            #expect(bench.transport.attempts.count == 1)
            bench.turn(after: .milliseconds(1))
            #expect(bench.transport.attempts.count == 2)
        }
    }

    /// field/faults 10: the calls beside one that got a 429 without a wait go on.
    @Test(arguments: [[], [(name: "Retry-After", value: "0")]] as [[(name: String, value: String)]])
    func aStray429HoldsItsOwnCallOnly(_ headers: [(name: String, value: String)]) throws {
        let bench = try ClientBench(change: { $0.concurrency = 1 })
        for _ in 0..<3 { bench.perform(Self.get) }
        bench.answer(.success(.json(status: 429, headers: headers)))
        #expect(bench.transport.attempts.count == 2, "the second call is sent at once")
        bench.answer(.success(.json()))
        bench.answer(.success(.json()))
        #expect(bench.results.count == 2)
        bench.turn(after: .milliseconds(200))
        bench.answer(.success(.json()))
        #expect(bench.results.count == 3)
    }

    @Test func many429sHoldEverybody() throws {
        let bench = try ClientBench(change: { $0.concurrency = 9 })
        for _ in 0..<30 { bench.perform(Self.get) }
        for attempt in bench.transport.attempts { attempt.answer(.success(.json(status: 429))) }
        bench.turn()
        #expect(bench.transport.attempts.count == 16, "seven are made up for, after the eighth all wait")
    }

    @Test func oneThrottledCallHoldsBackAllOthers() throws {
        let bench = try ClientBench(random: 0)
        bench.perform(Self.get)
        bench.answer(.success(.json(status: 429, headers: [("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT")])))
        bench.perform(Self.get)
        bench.turn(after: .milliseconds(9999))
        #expect(bench.transport.attempts.count == 1)
        bench.turn(after: .milliseconds(1))
        bench.turn()
        #expect(bench.transport.attempts.count == 2, "not in a herd")
        bench.turn(after: .milliseconds(10))
        #expect(bench.transport.attempts.count == 3)
    }

    @Test func anEarlierLostAttemptMakesTheOutcomeUnknown() throws {
        let bench = try ClientBench()
        bench.perform(Self.activate)
        bench.answer(.success(.json(status: 502)))
        bench.turn(after: .seconds(1))
        bench.answer(.success(.json("{\"message\":\"no such thing\"}", status: 404)))
        #expect(bench.error?.kind == .notFound)
        #expect(bench.error?.outcome == .unknown)
        #expect(bench.error?.attempts == 2)
    }

    @Test func whatNeverLeftIsNotApplied() throws {
        for problem: TransportError in [
            .connectionRefused, .dns("x"), .tls(.notTLS), .proxy("x"), .deadline(sent: false),
        ] {
            let bench = try ClientBench()
            bench.perform(Self.create)
            bench.answer(.failure(problem))
            #expect(bench.error?.outcome == .notApplied)
            #expect(bench.error?.kind == .network)
            #expect(bench.error?.attempts == 1)
        }
    }

    @Test func aDeadTargetIsReportedAtOnceAndAKnownOneIsTriedAgain() throws {
        let bench = try ClientBench()
        bench.perform(Self.get)
        bench.answer(.failure(.connectionRefused))
        #expect(bench.error?.message == "connection refused")
        bench.perform(Self.get)
        bench.answer(.success(.json(status: 404)))
        bench.perform(Self.create)
        bench.answer(.failure(.connectionRefused))
        bench.turn(after: .seconds(1))
        #expect(bench.transport.attempts.count == 4)
    }

    @Test func nothingIsRepeatedWhenTheBudgetIsSpent() throws {
        let bench = try ClientBench(FakeTransport(immediate: { _, _ in .success(.json(status: 500)) }), random: 0)
        for _ in 0..<100 { bench.perform(Self.get) }
        for _ in 0..<20 { bench.turn(after: .seconds(5)) }
        #expect(bench.results.count == 100)
        // 20 and a fifth of 100.
        #expect(bench.transport.attempts.count == 140)
        #expect(bench.client.statistics.repetitions == 40)
    }

    @Test func noMoreThanTheConcurrencyIsInFlight() throws {
        let bench = try ClientBench { $0.concurrency = 3 }
        for _ in 0..<10 { bench.perform(Self.get) }
        #expect(bench.transport.attempts.count == 3)
        for done in 0..<10 {
            #expect(bench.client.inFlight == min(3, 10 - done))
            bench.transport.attempts[done].answer(.success(.json()))
            bench.turn()
        }
        #expect(bench.results.count == 10)
        #expect(bench.client.inFlight == 0)
    }

    @Test func callsStartInTheirOrderAndAtTheRate() throws {
        let bench = try ClientBench(FakeTransport(immediate: { _, _ in .success(.json()) }), rate: 80)
        for _ in 0..<810 { bench.perform(Self.get) }
        #expect(bench.transport.attempts.count == 10)
        var elapsed = 0
        while bench.results.count < 810, elapsed < 20_000 {
            bench.turn(after: .milliseconds(1))
            elapsed += 1
        }
        // 10 at once, then 800 at 80 a second: within 5 % of 10 s.
        #expect((10_000...10_500).contains(elapsed))
    }

    @Test func whenTheDayIsFullNothingIsSentAndEverybodyIsTold() throws {
        var quota = DayQuota(isLifted: false)
        quota.limit = 2
        let limiter = RateLimiter(RatePace(perSecond: nil), nil, quota, { 0 }, { _ in })
        let bench = try ClientBench(FakeTransport(immediate: { _, _ in .success(.json()) }), limiter: limiter)
        for _ in 0..<5 { bench.perform(Self.create) }
        bench.turn()
        bench.turn()
        #expect(bench.transport.attempts.count == 2)
        #expect(bench.results.count == 5)
        let error = try #require(bench.error)
        #expect(error.kind == .refused)
        #expect(error.outcome == .notApplied)
        #expect(error.attempts == 0)
        #expect(error.message.hasPrefix("2 requests were sent with this key today (UTC)"))
        #expect(error.message.contains("--yes"))
        #expect(bench.client.pendingCalls == 0)
    }

    @Test func aRepetitionThatTheDayHasNoRoomForMayHaveArrived() throws {
        var quota = DayQuota(isLifted: false)
        quota.limit = 1
        let limiter = RateLimiter(RatePace(perSecond: nil), nil, quota, { 0 }, { _ in })
        let bench = try ClientBench(limiter: limiter)
        bench.perform(Self.activate)
        bench.answer(.success(.json(status: 502)))
        bench.turn(after: .seconds(1))
        bench.turn()
        #expect(bench.error?.kind == .refused)
        #expect(bench.error?.outcome == .unknown)
        #expect(bench.error?.attempts == 1)
    }

    @Test func cancellingReachesTheTransportAndTellsWhatIsKnown() throws {
        let bench = try ClientBench { $0.concurrency = 1 }
        let first = bench.perform(Self.create)
        let second = bench.perform(Self.activate)
        bench.client.cancel(second)
        bench.client.cancel(first)
        #expect(bench.transport.attempts[0].isCancelled)
        #expect(bench.results.isEmpty)
        bench.turn()
        bench.turn()
        let errors = bench.results.map { result in
            if case .failure(let error) = result { error } else { APIError?.none }
        }
        #expect(errors.map { $0?.kind } == [.interrupted, .interrupted])
        #expect(errors.map { $0?.outcome } == [.notApplied, .unknown])
        #expect(errors.map { $0?.attempts } == [0, 1])
        #expect(bench.client.statistics.writes == WriteOutcomes(notApplied: 1, unknown: 1))
        #expect(bench.transport.attempts.count == 1)
        #expect(bench.client.inFlight == 0)
        bench.client.cancel(first)
        bench.turn()
        #expect(bench.results.count == 2)
    }

    @Test func cancelAllEndsWaitingCallsToo() throws {
        let bench = try ClientBench()
        bench.perform(Self.get)
        bench.answer(.success(.json(status: 500)))
        bench.perform(Self.get)
        bench.client.cancelAll()
        bench.turn(after: .seconds(60))
        #expect(bench.results.count == 2)
        #expect(bench.client.pendingCalls == 0)
        #expect(bench.transport.attempts.count == 2)
    }

    @Test func cancelAllBeginsNothingThatWaited() throws {
        let bench = try ClientBench { $0.concurrency = 1 }
        for _ in 0..<5 { bench.perform(Self.create) }
        bench.client.cancelAll()
        for _ in 0..<5 { bench.turn() }
        #expect(bench.transport.attempts.count == 1)
        #expect(bench.results.count == 5)
        bench.perform(Self.get)
        #expect(bench.transport.attempts.count == 2)
    }

    @Test func aCompletionMayMakeTheNextCall() throws {
        let bench = try ClientBench(FakeTransport(immediate: { _, _ in .success(.json()) })) { $0.concurrency = 1 }
        var done = 0
        func next() {
            bench.client.perform(Self.get) { _ in
                done += 1
                if done < 50 { next() }
            }
        }
        next()
        for _ in 0..<50 { bench.turn() }
        #expect(done == 50)
    }

    @Test func errorsNameTheTarget() throws {
        let bench = try ClientBench { $0.target = "staging" }
        bench.perform(Self.get)
        bench.answer(.success(.json("{\"error\":\"no\"}", status: 401)))
        #expect(bench.error?.description == "auth: no (GET /experiments/1, status 401, on staging)")
    }

    @Test func aClientThatGoesAwayCancelsWhatIsUnderWay() throws {
        let transport = FakeTransport()
        do {
            let bench = try ClientBench(transport)
            bench.client.perform(Self.get) { _ in }
        }
        #expect(transport.attempts.first?.isCancelled == true)
    }

    @Test func theLogHasFactsAndNoBodies() throws {
        let lines = LogLines()
        var logger = Logger(label: "test", factory: { _ in lines })
        logger.logLevel = .trace
        let bench = try ClientBench(logger: logger)
        bench.perform(Self.create)
        bench.answer(.success(.json("{\"secret\":1}", status: 201)))
        #expect(lines.all == ["POST /experiments/new: 201, 0 ms, attempt 1"])
    }
}

/// Keeps what is logged.
private struct LogLines: LogHandler {
    private final class Store: Sendable {
        let lines = Mutex<[String]>([])
    }

    private let store = Store()
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    var all: [String] { store.lines.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        store.lines.withLock { $0.append("\(event.message)") }
    }
}
