import Logging
import Reactor
import Testing

@testable import APIClient

/// A clock that a test moves.
final class MovedClock {
    var now = ContinuousClock.now
}

private final class Seen {
    var notices: [ClientNotice] = []
}

/// A client over a fake transport and a fake clock: nothing here waits.
final class ClientBench {
    let clock = MovedClock()
    let transport: FakeTransport
    let reactor: Reactor
    let client: Client
    private let seen = Seen()
    var results: [Result<Answer, APIError>] = []

    init(
        _ transport: FakeTransport = FakeTransport(), rate: Double? = nil, random: UInt64 = 1 << 63,
        logger: Logger? = nil, gates: Gates = Gates(), journal: (any WriteJournal)? = nil,
        limiter: RateLimiter? = nil, claims: any CreateClaims = MemoryCreateClaims(),
        change: (inout ClientSettings) -> Void = { _ in }
    ) throws {
        let (clock, seen) = (clock, seen)
        self.transport = transport
        reactor = try Reactor(clock: { clock.now })
        var settings = ClientSettings(userAgent: "ampsh/9.9")
        change(&settings)
        client = Client(
            transport: transport, reactor: reactor, settings: settings,
            rate: limiter ?? RateLimiter(perSecond: rate), claims: claims,
            randomness: ConstantGenerator(value: random), wallClock: { 784_111_777 }, gates: gates, journal: journal,
            logger: logger ?? Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            notice: { seen.notices.append($0) })
    }

    var notices: [ClientNotice] { seen.notices }

    @discardableResult
    func perform(_ request: APIRequest) -> CallID {
        client.perform(request) { self.results.append($0) }
    }

    func turn(after delay: Duration = .zero) {
        clock.now += delay
        reactor.turn(waitingUntil: clock.now)
    }

    /// Answers the newest attempt and turns.
    func answer(_ result: Result<HTTPResponse, TransportError>) {
        transport.attempts.last?.answer(result)
        turn()
    }

    var error: APIError? {
        if case .failure(let error)? = results.last { error } else { nil }
    }
}
