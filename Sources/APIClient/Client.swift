public import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Drives calls to one target: queue, rate, attempts, repetition, cancelling. On the reactor's thread only.
///
/// Completions run inside `Reactor.turn`, once for each call, never inside `perform` or `cancel`.
public final class Client {
    /// What was done so far.
    public private(set) var statistics = Statistics()
    /// How it behaves.
    public let settings: ClientSettings

    private struct Arrival: Sendable {
        let call: CallID
        let attempt: UInt64
        let result: Result<HTTPResponse, TransportError>
    }

    private let transport: any Transport
    private let reactor: Reactor
    private let control: CallControl
    private let logger: Logger
    private let wallClock: () -> Int64
    private var randomness: any RandomNumberGenerator
    private var rate: RateLimiter
    private var budget = RetryBudget()
    private var arrivals: CompletionQueue<Arrival>?
    private var calls: [CallID: Call] = [:]
    private var queue = CallQueue()
    private var rateTimer: Reactor.TimerID?
    private var lastNumber: UInt64 = 0
    private var lastAttempt: UInt64 = 0
    private var targetHasAnswered = false
    /// Requests under way.
    public private(set) var inFlight = 0

    /// Makes a client of one target; nothing is sent or opened before the first call.
    ///
    /// `wallClock` is in seconds since 1970, for dates in `Retry-After`. Several clients may share a reactor.
    public init(
        transport: any Transport, reactor: Reactor, settings: ClientSettings,
        rate: RateLimiter = RateLimiter(perSecond: nil),
        randomness: any RandomNumberGenerator = SystemRandomNumberGenerator(),
        wallClock: @escaping () -> Int64 = Client.secondsSince1970, control: CallControl = CallControl(),
        logger: Logger = Logger(label: "ampsh.http", factory: { _ in SwiftLogNoOpLogHandler() })
    ) {
        self.transport = transport
        self.reactor = reactor
        self.settings = settings
        self.rate = rate
        self.randomness = randomness
        self.wallClock = wallClock
        self.control = control
        self.logger = logger
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
    public var pendingCalls: Int { calls.count }

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
        lastNumber += 1
        let call = Call(id: CallID(number: lastNumber), request: request, completion: completion)
        calls[call.id] = call
        statistics.calls += 1
        budget.noteCall()
        if control.isHalted() {
            finishLater(call, .stopped(call))
        } else if let reason = refusal(of: request) {
            finishLater(call, .refused(reason, request))
        } else {
            queue.append(call)
            startWhatMay()
        }
        return call.id
    }

    /// Why a call may not be sent. Nobody is asked about what is refused anyway.
    private func refusal(of request: APIRequest) -> String? {
        guard request.mutates else { return nil }
        if settings.readOnly { return "read-only: \(request.method) would change something" }
        return control.refusal(request)
    }

    /// Ends a call now; its completion gets an error of kind `interrupted`. Does nothing when it has completed, nor, where
    /// writes are spared, when it is a change that is on its way: that one completes by itself.
    public func cancel(_ id: CallID, _ extent: Cancellation = .everything) {
        guard let call = calls[id] else { return }
        switch call.state {
        case .queued: queue.remove(id)
        case .waiting(let timer): reactor.cancel(timer)
        case .inFlight(_, let task, _):
            if extent == .sparingWrites, call.request.mutates {
                // One that still waits for its connection would begin late: its own end says whether it did.
                if !task.hasBegun { task.cancel() }
                return
            }
            call.mayBeApplied = true
            inFlight -= 1
            task.cancel()
        }
        finishLater(call, .stopped(call))
        startWhatMay()
    }

    /// Ends all calls now; none that waits is begun meanwhile.
    public func cancelAll() {
        queue = CallQueue()
        for id in calls.keys.sorted(by: { $0.number < $1.number }) { cancel(id) }
    }

    // MARK: - Starting

    private func startWhatMay() {
        while inFlight < settings.concurrency, !queue.isEmpty, rateTimer == nil, !control.isHalted() {
            switch rate.take(at: reactor.now) {
            case .go:
                if let call = queue.popFirst() { start(call) }
            case .wait(let delay):
                rateTimer = reactor.schedule(after: delay) { [weak self] in
                    self?.rateTimer = nil
                    self?.startWhatMay()
                }
            }
        }
    }

    private func start(_ call: Call) {
        lastAttempt += 1
        let attempt = lastAttempt
        call.sent += 1
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
        var headers = [("Accept", "application/json"), ("User-Agent", settings.userAgent)]
        if request.body != nil { headers.append(("Content-Type", "application/json")) }
        return HTTPRequest(
            method: request.method, target: request.target, headers: headers.map { (name: $0.0, value: $0.1) },
            body: request.body)
    }

    // MARK: - Ending

    private func received(_ arrival: Arrival) {
        // A call that was cancelled meanwhile has been answered, and its place in flight given back.
        guard let call = calls[arrival.call], case .inFlight(arrival.attempt, _, let since) = call.state else { return }
        inFlight -= 1
        log(call, arrival.result, since)
        switch arrival.result {
        case .success(let response):
            targetHasAnswered = true
            statistics.bytesReceived += response.body.count
            if response.status == 429 { statistics.throttles += 1 }
            switch ResponseReader.read(response, for: call.request) {
            case .success(let answer): finish(call, .success(answer))
            case .failure(let error): failed(call, failure(of: response), error)
            }
        case .failure(let problem):
            failed(call, .transport(problem), APIError(problem, of: call.request))
        }
        startWhatMay()
    }

    private func failure(of response: HTTPResponse) -> RetryPolicy.Failure {
        guard !(200...299).contains(response.status) else { return .unreadable }
        let wait = response.header("retry-after").flatMap { RetryAfter.parse($0, now: wallClock()) }
        return .status(response.status, retryAfter: wait)
    }

    private func failed(_ call: Call, _ failure: RetryPolicy.Failure, _ error: APIError) {
        let isThrottle = error.status == 429
        if isThrottle { call.throttles += 1 }
        if error.outcome == .unknown { call.mayBeApplied = true }
        let situation = RetryPolicy.Situation(
            attempts: call.sent - call.throttles, throttles: call.throttles, throttled: call.throttled,
            isIdempotent: call.request.isIdempotent, targetHasAnswered: targetHasAnswered, budgetLeft: budget.isLeft)
        switch settings.retry.decide(failure, in: situation, random: draw()) {
        case .wait(let delay) where !control.isHalted():
            statistics.repetitions += 1
            if isThrottle {
                call.throttled += delay
                // The limit is the target's, not the call's: everybody waits.
                rate.pause(until: reactor.now.advanced(by: delay))
            } else {
                budget.noteRepetition()
            }
            call.state = .waiting(
                reactor.schedule(after: delay) { [weak self] in
                    call.state = .queued
                    self?.queue.putAhead(call)
                    self?.startWhatMay()
                })
        case .wait, .giveUp:
            var final = error
            final.attempts = call.sent
            // An earlier attempt may have arrived: that this one did not says nothing about it.
            if call.request.mutates, call.mayBeApplied { final.outcome = .unknown }
            finish(call, .failure(final))
        }
    }

    /// A number from 0 to 1, without 1: the 53 high bits of one draw.
    private func draw() -> Double {
        Double(randomness.next() >> 11) * 0x1p-53
    }

    private func finish(_ call: Call, _ result: Result<Answer, APIError>) {
        calls[call.id] = nil
        note(result, call)
        call.completion(result.mapError(named))
    }

    /// Who performs or cancels a call is not ready for its end yet: the completion waits for the next turn.
    private func finishLater(_ call: Call, _ error: APIError) {
        calls[call.id] = nil
        note(.failure(error), call)
        let error = named(error)
        reactor.schedule(after: .zero) { call.completion(.failure(error)) }
    }

    private func note(_ result: Result<Answer, APIError>, _ call: Call) {
        switch result {
        case .success: if call.request.mutates { statistics.writes.note(.applied) }
        case .failure(let error):
            statistics.failures += 1
            if call.request.mutates { statistics.writes.note(error.outcome ?? .unknown) }
        }
    }

    private func named(_ error: APIError) -> APIError {
        var error = error
        error.target = settings.target
        return error
    }

    private func log(_ call: Call, _ result: Result<HTTPResponse, TransportError>, _ since: Reactor.Instant) {
        guard logger.logLevel <= .debug else { return }
        let outcome =
            switch result {
            case .success(let response): "\(response.status)"
            case .failure(let problem): "\(problem)"
            }
        let elapsed = since.duration(to: reactor.now).inMilliseconds
        let path = KeyRedaction.redacted(call.request.pathForMessages)
        logger.debug("\(call.request.method) \(path): \(outcome), \(elapsed) ms, attempt \(call.sent)")
    }
}
