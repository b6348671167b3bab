import ManagementAPI
import Reactor
import Testing

@testable import APIClient

/// What the journal is told, and what leaves when.
struct JournalTests {
    /// A journal that keeps when the test says so.
    private final class Notebook: WriteJournal {
        var batches: [(entries: [JournalEntry], kept: (String?) -> Void)] = []
        var ends: [(call: CallID, outcome: APIError.Outcome, attempts: Int)] = []
        var read: APIRequest?
        var reads: [String] = []
        /// Keeps each batch at once.
        var isQuick = false

        func readBefore(_ entry: JournalEntry) -> APIRequest? { read }

        func willSend(_ entries: [JournalEntry], kept: @escaping (String?) -> Void) {
            batches.append((entries, kept))
            if isQuick { kept(nil) }
        }

        func didEnd(_ entry: JournalEntry, _ end: JournalEnd) {
            ends.append((entry.call, end.outcome, end.attempts))
        }

        func didRead(_ request: APIRequest, _ answer: Answer, sent: Reactor.Instant) { reads.append(request.target) }
    }

    private static let write = APIRequest(
        method: "POST", target: "/w", isIdempotent: true, mutates: true, expected: .acknowledgement,
        pathForMessages: "/w")
    private static let raw = APIRequest(
        method: "POST", target: "/raw", isIdempotent: false, mutates: true, pathForMessages: "/raw")
    private static let get = APIRequest(
        method: "GET", target: "/r", isIdempotent: true, mutates: false, pathForMessages: "/r")

    private let notebook = Notebook()

    private func bench() throws -> ClientBench { try ClientBench(journal: notebook) }

    @Test func nothingLeavesBeforeTheJournalHasKeptIt() throws {
        let bench = try bench()
        let call = bench.perform(Self.write)
        bench.turn()
        #expect(notebook.batches.count == 1 && bench.transport.attempts.isEmpty)
        #expect(notebook.batches[0].entries.map(\.call) == [call])
        notebook.batches[0].kept(nil)
        #expect(bench.transport.attempts.count == 1 && notebook.ends.isEmpty)
        bench.answer(.success(.json("\"OK\"")))
        #expect(notebook.ends.map(\.call) == [call] && notebook.ends.map(\.outcome) == [.applied])
    }

    /// The user knows it as one change, whatever it is made of.
    @Test func aCallThatIsMadeOfSeveralIsKeptOnceAfterWhatItReads() throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.set_rollout_weights", generation: .v1))
        var request = try RequestBuilder.request(
            for: endpoint, pathArguments: ["id": "7"], body: Array(#"{"rolloutWeights":{"a":0,"b":1}}"#.utf8))
        request.compose(in: .all)
        let bench = try bench()
        let call = bench.perform(request)
        bench.answer(.success(.json(#"[{"key":"a","rolloutWeight":1},{"key":"b","rolloutWeight":0}]"#)))
        bench.turn()
        #expect(notebook.batches.map { $0.entries.map(\.call) } == [[call]])
        #expect(bench.transport.attempts.map(\.request.method) == ["GET"])
        notebook.batches[0].kept(nil)
        bench.turn()
        bench.answer(.success(.json("\"OK\"")))
        bench.answer(.success(.json(#"{"error":"no"}"#, status: 400)))
        bench.turn()
        #expect(notebook.batches.count == 1)
        #expect(notebook.ends.map(\.call) == [call] && notebook.ends.map(\.outcome) == [.partly])
    }

    @Test func readsPassItBy() throws {
        let bench = try bench()
        bench.perform(Self.get)
        #expect(bench.transport.attempts.count == 1)
        bench.turn()
        #expect(notebook.batches.isEmpty)
    }

    @Test func allThatIsReadyIsKeptByOneWriteAndTheRestByTheNext() throws {
        let bench = try bench()
        for _ in 0..<3 { bench.perform(Self.write) }
        bench.turn()
        #expect(notebook.batches.map(\.entries.count) == [3])
        for _ in 0..<4 { bench.perform(Self.write) }
        bench.turn()
        #expect(notebook.batches.count == 1)
        notebook.batches[0].kept(nil)
        bench.turn()
        #expect(notebook.batches.map(\.entries.count) == [3, 4] && bench.transport.attempts.count == 3)
        notebook.batches[1].kept(nil)
        #expect(bench.transport.attempts.count == 7)
    }

    @Test func whatCannotBeKeptIsRefusedAndNotSent() throws {
        let bench = try bench()
        bench.perform(Self.write)
        bench.perform(Self.write)
        bench.turn()
        notebook.batches[0].kept("the disk is full")
        bench.turn()
        #expect(bench.results.count == 2 && bench.transport.attempts.isEmpty && notebook.ends.isEmpty)
        #expect(bench.error?.kind == .refused && bench.error?.outcome == .notApplied)
        #expect(bench.error?.message == "no record of the change can be kept: the disk is full")
        // The next one is tried again.
        bench.perform(Self.write)
        bench.turn()
        notebook.batches[1].kept(nil)
        #expect(bench.transport.attempts.count == 1)
    }

    @Test func theStateBeforeIsReadFirst() throws {
        let bench = try bench()
        notebook.read = Self.get
        bench.perform(Self.write)
        bench.turn()
        #expect(bench.transport.attempts.map(\.request.target) == ["/r"] && notebook.batches.isEmpty)
        bench.answer(.success(.json(#"{"id":"1"}"#)))
        bench.turn()
        #expect(notebook.batches[0].entries[0].before?.body == .json(Array(#"{"id":"1"}"#.utf8)))
        notebook.batches[0].kept(nil)
        #expect(bench.transport.attempts.map(\.request.target) == ["/r", "/w"])
        // The read is nobody's call.
        #expect(bench.client.statistics.calls == 1 && bench.results.isEmpty)
    }

    @Test func aReadThatFailsIsNotRepeatedAndHoldsNothingUp() throws {
        let bench = try bench()
        notebook.read = Self.get
        bench.perform(Self.write)
        bench.answer(.success(.json(status: 503)))
        bench.turn()
        #expect(bench.transport.attempts.count == 1)
        #expect(notebook.batches[0].entries[0].before == nil)
        notebook.batches[0].kept(nil)
        #expect(bench.transport.attempts.map(\.request.target) == ["/r", "/w"])
    }

    @Test func aReadThatStallsIsGivenUpAfterFiveSeconds() throws {
        let bench = try bench()
        notebook.read = Self.get
        bench.perform(Self.write)
        bench.turn(after: .seconds(4))
        #expect(notebook.batches.isEmpty)
        bench.turn(after: .seconds(2))
        bench.turn()
        bench.turn()
        #expect(notebook.batches.count == 1 && bench.transport.attempts[0].isCancelled)
    }

    @Test(
        arguments: [
            (.success(.json("\"OK\"")), .applied), (.success(.json(status: 400)), .notApplied),
            (.success(.json("<html>")), .unknown), (.failure(.reset), .unknown),
            (.failure(.connectionRefused), .notApplied),
        ] as [(Result<HTTPResponse, TransportError>, APIError.Outcome)])
    func theJournalIsToldWhatTheErrorSays(
        _ answer: Result<HTTPResponse, TransportError>, _ outcome: APIError.Outcome
    ) throws {
        let bench = try bench()
        notebook.isQuick = true
        bench.perform(Self.raw)
        bench.turn()
        bench.answer(answer)
        #expect(notebook.ends.map(\.outcome) == [outcome])
        if case .failure(let error)? = bench.results.last { #expect(error.outcome == outcome) }
    }

    @Test func attemptsAreOneChange() throws {
        let bench = try bench()
        notebook.isQuick = true
        bench.perform(Self.get)
        bench.answer(.success(.json()))
        bench.perform(Self.write)
        bench.turn()
        bench.answer(.success(.json(status: 503)))
        bench.turn(after: .seconds(10))
        bench.answer(.success(.json("\"OK\"")))
        #expect(notebook.batches.count == 1)
        #expect(notebook.ends.map(\.attempts) == [2])
    }

    @Test(arguments: [0, 1, 2, 3])
    func whatIsStoppedAtAnyMomentIsNotSentAndItsRowIsClosed(_ moment: Int) throws {
        let bench = try bench()
        notebook.read = Self.get
        let call = bench.perform(Self.write)
        if moment > 0 { bench.answer(.success(.json())) }
        if moment > 1 { bench.turn() }
        if moment > 2 { notebook.batches[0].kept(nil) }
        bench.client.cancel(call)
        bench.turn()
        bench.turn()
        if moment < 3 { for batch in notebook.batches { batch.kept(nil) } }
        #expect(bench.results.count == 1 && bench.error?.kind == .interrupted)
        let hasLeft = bench.transport.attempts.contains { $0.request.target == "/w" }
        #expect(hasLeft == (moment > 2))
        // A row that was kept is closed once; one that was not has no end.
        #expect(notebook.ends.count == notebook.batches.flatMap(\.entries).count)
        #expect(notebook.ends.map(\.outcome) == (moment > 2 ? [.unknown] : notebook.batches.map { _ in .notApplied }))
    }

    @Test func whatAGateRefusesIsNotKept() throws {
        let bench = try ClientBench(gates: Gates([.readOnly]), journal: notebook)
        bench.perform(Self.write)
        bench.turn()
        #expect(notebook.batches.isEmpty && bench.error?.kind == .refused)
    }

    /// The day's quota is a gate: nothing is read, kept or sent for a change that the day has no room for.
    @Test func whatTheDayHasNoRoomForIsNotKept() throws {
        var quota = DayQuota(isLifted: false)
        quota.limit = 1
        notebook.isQuick = true
        notebook.read = Self.get
        let limiter = RateLimiter(RatePace(perSecond: nil), nil, quota, { 86_400 }, { _ in })
        let bench = try ClientBench(journal: notebook, limiter: limiter)
        bench.perform(Self.get)
        bench.perform(Self.write)
        bench.turn()
        #expect(bench.error?.kind == .refused && bench.error?.outcome == .notApplied)
        #expect(bench.error?.message.hasPrefix("1 requests were sent") == true)
        #expect(notebook.batches.isEmpty && notebook.ends.isEmpty)
        #expect(bench.transport.attempts.count == 1)
    }
}
