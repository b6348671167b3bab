import Logging
import ManagementAPI
import Reactor
import Secrets

extension Client {
    /// Takes the end of an attempt: it ends the call, is followed by another attempt, or is followed by a lookup.
    func received(_ arrival: Arrival) {
        // A call that was cancelled meanwhile has been answered, and its place in flight given back.
        guard let call = calls[arrival.call], case .inFlight(arrival.attempt, _, let since) = call.state else { return }
        inFlight -= 1
        log(call, arrival.result, since)
        switch arrival.result {
        case .success(let response):
            targetHasAnswered = true
            statistics.bytesReceived += response.body.count
            if response.status == 429 { statistics.throttles += 1 }
            throttling.note(isThrottle: response.status == 429)
            switch ResponseReader.read(response, for: call.request) {
            case .success(let answer):
                hasBeenBelieved = true
                succeeded(call, answer)
            case .failure(let error):
                // What comes after an answer that is not the request's own cannot be trusted either.
                if (200...299).contains(response.status) { transport.dropConnections() }
                failed(call, failure(of: response), error)
            }
        case .failure(let problem):
            failed(call, .transport(problem), APIError(problem, of: call.request))
        }
        startReadyCalls()
    }

    /// An answer of one object is also seen: a create that is sent later did not make it.
    private func succeeded(_ call: Call, _ answer: Answer) {
        if case .object(let type)? = call.request.expected, let id = answer.objectID {
            _ = sightings.note(CollectionOfOne(id), call.request.creation?.kind ?? type.name)
            if call.creation != nil { noteMade(id, call) }
        }
        finish(call, .success(answer))
    }

    private func failure(of response: HTTPResponse) -> RetryPolicy.Failure {
        guard !(200...299).contains(response.status) else { return .unreadable }
        // Two proxies may each have added their own.
        var waits = response.headers.filter { $0.name.asciiLowercased == "retry-after" }
            .compactMap { RetryAfter.parse($0.value, now: wallClock()) }
        if let wait = RetryAfter.parse(body: response.body) { waits.append(wait) }
        return .status(response.status, retryAfter: waits.max())
    }

    private func failed(_ call: Call, _ failure: RetryPolicy.Failure, _ error: APIError) {
        let isThrottle = error.status == 429
        if isThrottle { call.throttles += 1 }
        if error.outcome == .unknown { call.mayBeApplied = true }
        let situation = RetryPolicy.Situation(
            attempts: call.sent - call.throttles, throttles: call.throttles, throttled: call.throttled,
            isIdempotent: call.request.isIdempotent, targetHasAnswered: targetHasAnswered, budgetLeft: budget.isLeft)
        switch call.isSentOnce ? .giveUp : settings.retry.decide(failure, in: situation, random: draw()) {
        case .wait(let delay) where !gates.isHalted():
            statistics.repetitions += 1
            if isThrottle {
                call.throttled += delay
                // The limit is the target's, not the call's: everybody waits, as long as the target asks for, or when it
                // answers so again and again.
                if let pause = failure.askedWait ?? (throttling.isSustained ? delay : nil) {
                    rate.pause(until: reactor.now.advanced(by: pause), at: reactor.now)
                }
            } else {
                budget.noteRepetition()
            }
            call.state = .waiting(reactor.schedule(after: delay) { [weak self] in self?.queueAgain(call) })
        case .wait, .giveUp:
            if !gates.isHalted(), findsOut(call, failure, error) { return }
            var final = error
            final.attempts = call.sent
            // An earlier attempt may have arrived: that this one did not says nothing about it.
            if call.request.mutates, call.mayBeApplied { final.outcome = .unknown }
            finish(call, .failure(final))
        }
    }

    /// A number from 0 to 1, without 1: the 53 high bits of one draw.
    func draw() -> Double {
        Double(randomness.next() >> 11) * 0x1p-53
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
