import APIClient
import TestSupport
import Testing

@testable import HTTPWire

/// What a connection does, without one.
struct ConnectionStateTests {
    typealias Event = ConnectionState.Event
    typealias Action = ConnectionState.Action
    typealias Phase = ConnectionState.Phase

    private static let head = Event.head(status: 200, keepsAlive: true)
    private static let failure = TransportError.reset
    private static let timeout = TransportError.connectTimeout

    /// What leads to each phase, over a tunnel with TLS in it.
    private static let ways: [(Phase, [Event])] = [
        (.connecting, []),
        (.tunnelling, [.connected]),
        (.securing, [.connected, .tunnelOpened]),
        (.idle, [.connected, .tunnelOpened, .secured]),
        (.awaitingHead, [.connected, .tunnelOpened, .secured, .start]),
        (.receivingBody(mayStay: true), [.connected, .tunnelOpened, .secured, .start, head]),
        (
            .receivingBody(mayStay: false),
            [.connected, .tunnelOpened, .secured, .start, .head(status: 200, keepsAlive: false)]
        ),
        (.settling, [.connected, .tunnelOpened, .secured, .start, head, .end(requestIsOut: true)]),
        (.closed, [.close]),
    ]

    private static let events: [Event] = [
        .connected, .tunnelOpened, .secured, .start, head, .head(status: 200, keepsAlive: false),
        .head(status: 99, keepsAlive: true), .head(status: 101, keepsAlive: true), .body, .end(requestIsOut: true),
        .end(requestIsOut: false), .readComplete, .failed(failure), .ended, .cancel(failure), .cancel(timeout), .close,
    ]

    private static func expected(_ phase: Phase, _ event: Event) -> (Action, Phase) {
        let disorder = (Action.fail(.malformedResponse("parts out of order")), Phase.closed)
        return switch (phase, event) {
        // A request on a connection that cannot take it ends at once, unwritten.
        case (.connecting, .start), (.tunnelling, .start), (.securing, .start), (.settling, .start), (.closed, .start):
            (.fail(.unreachable("the connection had ended")), .closed)
        case (.closed, _): (.nothing, .closed)

        case (.connecting, .connected): (.nothing, .tunnelling)
        case (.tunnelling, .tunnelOpened): (.nothing, .securing)
        case (.securing, .secured): (.becomeReady, .idle)
        case (.connecting, .close), (.tunnelling, .close), (.securing, .close): (.close, .closed)
        // What is certain is told as it is, and what leaves it open as what could not be made.
        case (.tunnelling, .cancel(timeout)): (.giveUp(.proxy("it did not answer in time")), .closed)
        case (.connecting, .cancel(timeout)), (.securing, .cancel(timeout)): (.giveUp(timeout), .closed)
        case (.connecting, .failed(let error)), (.connecting, .cancel(let error)):
            (.giveUp(.unreachable(error.description)), .closed)
        case (.connecting, .ended), (.connecting, .head), (.connecting, .body), (.connecting, .end):
            (.giveUp(.unreachable(TransportError.closed.description)), .closed)
        case (.tunnelling, .failed), (.tunnelling, .cancel), (.tunnelling, .ended), (.tunnelling, .head),
            (.tunnelling, .body), (.tunnelling, .end):
            (.giveUp(.proxyLost), .closed)
        case (.securing, .failed), (.securing, .cancel), (.securing, .ended), (.securing, .head), (.securing, .body),
            (.securing, .end):
            (.giveUp(.tls(.handshakeEnded)), .closed)

        case (.idle, .start): (.write, .awaitingHead)
        case (.awaitingHead, .head(99, _)): (.fail(.malformedResponse("invalid HTTP status code")), .closed)
        case (.awaitingHead, .head(101, _)), (.awaitingHead, .head(_, false)): (.keep, .receivingBody(mayStay: false))
        case (.awaitingHead, .head): (.keep, .receivingBody(mayStay: true))
        case (.awaitingHead, .ended): (.fail(.closed), .closed)
        case (.receivingBody, .body): (.keep, phase)
        case (.receivingBody(true), .end(true)): (.succeed(closes: false), .settling)
        case (.receivingBody, .end): (.succeed(closes: true), .closed)
        case (.receivingBody, .ended): (.fail(.cut), .closed)
        case (.awaitingHead, .cancel(timeout)), (.receivingBody, .cancel(timeout)):
            (.fail(.other(timeout.description)), .closed)
        case (.awaitingHead, .failed(let error)), (.awaitingHead, .cancel(let error)),
            (.receivingBody, .failed(let error)), (.receivingBody, .cancel(let error)):
            (.fail(error), .closed)
        case (.awaitingHead, .close), (.receivingBody, .close): (.fail(.cancelled(sent: true)), .closed)
        case (.awaitingHead, .body), (.awaitingHead, .end), (.awaitingHead, .start), (.receivingBody, .head),
            (.receivingBody, .start):
            disorder
        case (.settling, .readComplete): (.becomeReady, .idle)

        // Steps of connecting, and the end of a read, say nothing at any other time.
        case (_, .connected), (_, .tunnelOpened), (_, .secured), (_, .readComplete): (.nothing, phase)
        case (_, .close), (.idle, _), (.settling, _): (.close, .closed)
        }
    }

    @Test func everyEventInEveryPhaseHasItsAction() {
        for (phase, way) in Self.ways {
            for event in Self.events {
                var state = ConnectionState(hasTunnel: true, hasTLS: true)
                for step in way { _ = state.handle(step) }
                #expect(state.phase == phase)
                let (action, next) = Self.expected(phase, event)
                #expect(state.handle(event) == action, "\(phase) x \(event)")
                #expect(state.phase == next, "\(phase) x \(event)")
            }
        }
    }

    @Test func aConnectionTakesOnlyTheStepsThatItNeeds() {
        var plain = ConnectionState(hasTunnel: false, hasTLS: false)
        #expect(plain.handle(.connected) == .becomeReady)
        var secure = ConnectionState(hasTunnel: false, hasTLS: true)
        #expect(secure.handle(.connected) == .nothing)
        #expect(secure.phase == .securing)
        var tunnel = ConnectionState(hasTunnel: true, hasTLS: false)
        #expect(tunnel.handle(.connected) == .nothing)
        #expect(tunnel.handle(.tunnelOpened) == .becomeReady)
    }

    /// Whatever happens in whatever order: a request is written once at most, and only on an idle connection; it ends once;
    /// until it was written nothing of it has left, and from then on something may have.
    @Test func aRequestIsWrittenAtMostOnceAndEndsExactlyOnce() {
        for seed in 0..<UInt64(Reliability.count(3000, full: 300_000)) {
            var random = SeededGenerator(seed: seed)
            var state = ConnectionState(hasTunnel: .random(using: &random), hasTLS: .random(using: &random))
            // The likely events are frequent, or few sequences would get far.
            let likely: [Event] = [
                .connected, .tunnelOpened, .secured, .start, Self.head, .body, .end(requestIsOut: true), .readComplete,
            ]
            var (written, isUnderWay, isOver) = (0, false, false)
            for step in 0..<60 {
                let isLast = step == 59
                let pool = Int.random(in: 0..<8, using: &random) > 0 ? likely : Self.events
                var event = pool.randomElement(using: &random) ?? .body
                if isLast { event = .ended }
                if event == .start {
                    // The pool gives one request at a time.
                    if isUnderWay { continue }
                    (written, isUnderWay) = (0, true)
                }
                let before = state
                let action = state.handle(event)
                switch action {
                case .write:
                    #expect(before.phase == .idle && event == .start)
                    written += 1
                    #expect(written == 1)
                    #expect(before.progress == .notSent && state.progress == .sent)
                case .keep: #expect(isUnderWay && written == 1 && state.progress == .answered)
                case .succeed:
                    #expect(isUnderWay && written == 1)
                    isUnderWay = false
                case .fail(let error):
                    #expect(isUnderWay)
                    #expect(error.certainlyNotSent == (written == 0))
                    isUnderWay = false
                case .becomeReady: #expect(!isUnderWay && !isOver)
                case .giveUp(let error): #expect(!isUnderWay && !isOver && error.certainlyNotSent)
                case .close: #expect(!isUnderWay && !isOver)
                case .nothing: break
                }
                switch action {
                case .fail, .giveUp, .close, .succeed(closes: true):
                    isOver = true
                    #expect(state.phase == .closed)
                default: break
                }
                if isOver { #expect(action != .write && state.phase == .closed) }
            }
            #expect(!isUnderWay, "seed \(seed)")
        }
    }
}
