public import Logging
import ManagementAPI
import Platform
public import Reactor

/// Drives calls to one target: queue, rate, attempts, repetition, cancelling. On the reactor's thread only.
///
/// Completions run inside `Reactor.turn`, once for each call, never inside `perform` or `cancel`.
public final class Client {
    /// What was done so far.
    public internal(set) var statistics = Statistics()
    /// How it behaves.
    public let settings: ClientSettings

    /// Requests under way.
    public internal(set) var inFlight = 0

    struct Arrival: Sendable {
        let call: CallID
        let attempt: UInt64
        let result: Result<HTTPResponse, TransportError>
    }

    let transport: any Transport
    let reactor: Reactor
    let gates: Gates
    let journal: (any WriteJournal)?
    let logger: Logger
    let wallClock: () -> Int64
    let notice: (ClientNotice) -> Void
    var randomness: any RandomNumberGenerator
    let rate: RateLimiter
    let claims: any CreateClaims
    var budget = RetryBudget()
    var throttling = Throttling()
    var sightings = Sightings()
    /// What is told once.
    var told: Set<ClientNotice.Kind> = []
    var calls: [CallID: Call] = [:]
    var queue = CallQueue()
    var batches = JournalBatches()
    var batchTimer: Reactor.TimerID?
    var targetHasAnswered = false
    /// The target has answered something that only the API answers.
    var hasBeenBelieved = false
    private var arrivals: CompletionQueue<Arrival>?
    /// The header fields of every request.
    private let headers: [(name: String, value: String)]
    private var rateTimer: Reactor.TimerID?
    private var lastNumber: UInt64 = 0
    private var lastAttempt: UInt64 = 0

    /// Makes a client of one target; nothing is sent or opened before the first call.
    ///
    /// `wallClock` is in seconds since 1970, for dates in `Retry-After`. `notice` is called inside `Reactor.turn`. Several clients may share a reactor.
    public init(
        transport: any Transport, reactor: Reactor, settings: ClientSettings,
        rate: RateLimiter = RateLimiter(perSecond: nil), claims: any CreateClaims = MemoryCreateClaims(),
        randomness: any RandomNumberGenerator = SystemRandomNumberGenerator(),
        wallClock: @escaping () -> Int64 = Client.secondsSince1970, gates: Gates = Gates(),
        journal: (any WriteJournal)? = nil,
        logger: Logger = Logger(label: "ampsh.http", factory: { _ in SwiftLogNoOpLogHandler() }),
        notice: @escaping (ClientNotice) -> Void = { _ in }
    ) {
        self.transport = transport
        self.reactor = reactor
        self.settings = settings
        headers = [(name: "Accept", value: "application/json"), (name: "User-Agent", value: settings.userAgent)]
        self.rate = rate
        self.claims = claims
        self.randomness = randomness
        self.wallClock = wallClock
        let gates = settings.readOnly ? gates.adding(.readOnly) : gates
        self.gates = rate.countsDays ? gates.adding(.quota(rate) { reactor.now }) : gates
        self.journal = journal
        self.logger = logger
        self.notice = notice
        arrivals = reactor.makeQueue { [weak self] arrival in self?.received(arrival) }
    }

    deinit {
        for call in calls.values {
            if case .inFlight(_, let task, _) = call.state { task.cancel() }
        }
        if let arrivals { reactor.close(arrivals) }
    }

    /// The system's clock, UTC.
    public static func secondsSince1970() -> Int64 { Int64(time(nil)) }

    /// Calls that have not completed.
    public var pendingCalls: Int { calls.count { !$0.value.isLookup } }

    /// Calls that may change something and have a request under way.
    public var writesInFlight: Int {
        calls.values.count { call in
            if case .inFlight = call.state { call.request.mutates } else { false }
        }
    }

    /// Begins a call. `completion` runs once, in a later turn of the reactor.
    @discardableResult
    public func perform(
        _ request: APIRequest, completion: @escaping (Result<Answer, APIError>) -> Void
    ) -> CallID {
        let call = add(request, isSentOnce: request.endpoint?.isSentOnce ?? false, completion: completion)
        statistics.calls += 1
        budget.noteCall()
        if gates.isHalted() { finishLater(call, .stopped(call)) } else { admit(call) }
        return call.id
    }

    /// Has the gates decide about a call that may change something, and the journal keep it.
    func admit(_ call: Call) {
        guard call.request.mutates else { return enqueue(call) }
        // What a composed call reads first is read before anybody is asked, so that the question is about what is left to do.
        let isAskedLater = call.composed != nil && call.firstWrite == nil
        switch gates.verdict(on: call.request, before: isAskedLater ? .cap : nil) {
        case .passes: isAskedLater ? compose(call) : claim(call)
        case .refuses(let reason): finishLater(call, .refused(reason, call.request))
        case .answers(let answer):
            call.state = .answeredHere
            let id = call.id
            answer { [weak self] result in
                guard let self, let call = calls[id] else { return }
                endLater(call, result)
            }
        }
    }

    /// Lets a call wait for its turn.
    func enqueue(_ call: Call) {
        if let write = call.firstWrite { return send(write, of: call) }
        call.state = .queued
        queue.append(call)
        startReadyCalls()
    }

    /// What has not begun after this waits for more than the thread that sends it.
    static let longestHandover = Duration.milliseconds(50)

    /// Ends a call now; its completion gets an error of kind `interrupted`. Does nothing when it has completed, nor, where
    /// writes are spared, when it is a change that is on its way: that one completes by itself.
    public func cancel(_ id: CallID, _ extent: Cancellation = .everything) {
        guard let call = calls[id] else { return }
        if case .inFlight(_, let task, let since) = call.state, extent == .lettingWritesFinish, call.request.mutates {
            // One that still waits for its connection would begin late: its own end says whether it did.
            if !task.hasBegun, since.duration(to: reactor.now) >= Self.longestHandover { task.cancelUnlessBegun() }
            return
        }
        // A change that is a part of it is on its way; the call ends with it.
        if case .composing(let part) = call.state, extent == .lettingWritesFinish, let part = calls[part],
            case .inFlight = part.state, part.request.mutates
        {
            return cancel(part.id, extent)
        }
        finishLater(call, stopped(call))
        startReadyCalls()
    }

    /// Ends what is under way for a call, and says what the call ends with.
    private func stopped(_ call: Call) -> APIError {
        var part: Call?
        if case .composing(let id) = call.state { part = calls[id] }
        halt(call)
        let error = APIError.stopped(call)
        return call.composed?.stopped(error, requestUnderWay: part.map(\.mayBeApplied)) ?? error
    }

    /// Ends what is under way for a call; its completion is not called.
    private func halt(_ call: Call) {
        switch call.state {
        case .queued: queue.remove(call.id)
        case .waiting(let timer): reactor.cancel(timer)
        case .inFlight(_, let task, _):
            call.mayBeApplied = true
            inFlight -= 1
            task.cancel()
        case .inLookup(let part), .readingBefore(let part), .composing(let part):
            if let part = calls.removeValue(forKey: part) { halt(part) }
        case .beingKept: batches.drop(call.id)
        case .answeredHere: break
        }
    }

    /// Ends all calls now, as `cancel` does each; none that waits is begun meanwhile.
    public func cancelAll(_ extent: Cancellation = .everything) {
        queue = CallQueue()
        let asked = calls.values.filter { !$0.isLookup }.map(\.id)
        for id in asked.sorted(by: { $0.number < $1.number }) { cancel(id, extent) }
    }

    func add(
        _ request: APIRequest, isLookup: Bool = false, isSentOnce: Bool = false,
        completion: @escaping (Result<Answer, APIError>) -> Void
    ) -> Call {
        lastNumber += 1
        let call = Call(
            id: CallID(number: lastNumber), request: request, isLookup: isLookup, isSentOnce: isSentOnce,
            completion: completion)
        calls[call.id] = call
        return call
    }

    /// Puts a call that was taken out of the queue back, before those that never started.
    func queueAgain(_ call: Call) {
        call.state = .queued
        queue.putAhead(call)
        startReadyCalls()
    }

    // MARK: - Starting

    func startReadyCalls() {
        while inFlight < settings.concurrency, !queue.isEmpty, rateTimer == nil, !gates.isHalted() {
            switch rate.take(at: reactor.now) {
            case .go:
                if let call = queue.popFirst() { start(call) }
            case .wait(let delay):
                rateTimer = reactor.schedule(after: delay) { [weak self] in
                    self?.rateTimer = nil
                    self?.startReadyCalls()
                }
            case .dayIsFull(let count):
                if let call = queue.popFirst() { finishLater(call, dayIsFull(count, call)) }
            }
        }
    }

    private func start(_ call: Call) {
        lastAttempt += 1
        let attempt = lastAttempt
        if call.sent == 0 {
            call.sightings = sightings.count
            call.creation?.sentAt = wallClock()
        }
        call.sent += 1
        call.sentAt = reactor.now
        inFlight += 1
        statistics.requests += 1
        statistics.bytesSent += call.request.body?.count ?? 0
        let id = call.id
        let task = transport.send(httpRequest(call.request), timeout: settings.timeout) { [arrivals] result in
            arrivals?.post(Arrival(call: id, attempt: attempt, result: result))
        }
        call.state = .inFlight(attempt: attempt, task: task, since: reactor.now)
    }

    private func httpRequest(_ request: APIRequest) -> HTTPRequest {
        HTTPRequest(
            method: request.method, target: request.target,
            headers: request.body == nil ? headers : headers + [(name: "Content-Type", value: "application/json")],
            body: request.body)
    }

    // MARK: - Ending

    private func dayIsFull(_ count: Int64, _ call: Call) -> APIError {
        var error = APIError.refused(RateLimiter.refusal(count), call.request)
        error.attempts = call.sent
        if call.request.mutates, call.mayBeApplied { error.outcome = .unknown }
        return error
    }

    func finish(_ call: Call, _ result: Result<Answer, APIError>) {
        ended(call, result)
        call.completion(result.mapError(named))
    }

    /// Who performs or cancels a call is not ready for its end yet: the completion waits for the next turn.
    func finishLater(_ call: Call, _ error: APIError) { endLater(call, .failure(error)) }

    func endLater(_ call: Call, _ result: Result<Answer, APIError>) {
        ended(call, result)
        let result = result.mapError(named)
        reactor.schedule(after: .zero) { call.completion(result) }
    }

    private func ended(_ call: Call, _ result: Result<Answer, APIError>) {
        calls[call.id] = nil
        unclaim(call, result)
        note(result, call)
        noteInJournal(call, result)
    }

    private func note(_ result: Result<Answer, APIError>, _ call: Call) {
        if call.isLookup { return }
        switch result {
        case .success:
            // One of which nothing had to be sent changed nothing.
            if call.request.mutates, call.composed?.hasWritten ?? true { statistics.writes.note(.applied) }
        case .failure(let error):
            statistics.failures += 1
            if call.request.mutates { statistics.writes.note(error.outcome ?? .unknown) }
        }
    }

    private func named(_ error: APIError) -> APIError {
        var error = error
        error.target = settings.target
        if let hint = settings.hint, !hasBeenBelieved, error.isAsIfNotTheAPI {
            error.message = OneLine.shortened("\(error.message); \(hint)", to: 300)
        }
        return error
    }
}
