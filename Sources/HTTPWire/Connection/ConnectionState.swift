import APIClient

/// What one connection is doing, and what follows from each thing that happens on it. Pure.
///
/// It writes a request once, when it is started on an idle connection, and ends it once: with an error that says that
/// nothing was sent where it was not written, and with none such where it was. A connection that saw anything out of order
/// is closed, never used again.
struct ConnectionState: Equatable {
    enum Phase: Equatable {
        /// The system connects.
        case connecting
        /// The proxy is asked for the way to the host.
        case tunnelling
        /// The TLS handshake is under way.
        case securing
        /// Ready for a request.
        case idle
        /// The request was written; nothing of its answer has come.
        case awaitingHead
        /// The answer has begun; whether the connection may be used again after it.
        case receivingBody(mayStay: Bool)
        /// The answer is whole, but not all that arrived with it was looked at: what follows an answer unasked must not
        /// be taken for the next one.
        case settling
        /// Nothing happens any more.
        case closed
    }

    enum Event: Equatable {
        /// The system has connected.
        case connected
        /// The proxy has opened the way.
        case tunnelOpened
        /// The TLS handshake is complete.
        case secured
        /// A request is to be sent.
        case start
        /// The head of an answer came.
        case head(status: Int, keepsAlive: Bool)
        /// A part of a body came.
        case body
        /// The answer ended; whether the system had taken all of the request by then.
        case end(requestIsOut: Bool)
        /// All that had arrived was looked at.
        case readComplete
        /// Reading, writing, TLS or the answer's bounds failed.
        case failed(TransportError)
        /// The other side closed, or the connection broke.
        case ended
        /// What is under way is to end with this.
        case cancel(TransportError)
        /// The connection is not needed any more.
        case close
    }

    enum Action: Equatable {
        case nothing
        /// The next request may come.
        case becomeReady
        /// Write the request, all of it.
        case write
        /// The part that came is the answer's.
        case keep
        /// The answer is the request's; close if so said.
        case succeed(closes: Bool)
        /// End the request with this, and close.
        case fail(TransportError)
        /// There was no request yet: the connection could not be made. Close.
        case giveUp(TransportError)
        /// Close, with nobody to tell.
        case close
    }

    private(set) var phase = Phase.connecting
    private let hasTunnel: Bool
    private let hasTLS: Bool

    /// A connection that leads through a tunnel, or has TLS, or both, after each other.
    init(hasTunnel: Bool, hasTLS: Bool) {
        self.hasTunnel = hasTunnel
        self.hasTLS = hasTLS
    }

    /// How far the request has come, for errors that mean different things before and after it was written.
    var progress: RequestProgress {
        switch phase {
        case .connecting, .tunnelling, .securing, .idle: .notSent
        case .awaitingHead: .sent
        case .receivingBody, .settling, .closed: .answered
        }
    }

    mutating func handle(_ event: Event) -> Action {
        switch phase {
        case .connecting, .tunnelling, .securing: opening(event)
        case .idle: idle(event)
        case .awaitingHead: awaitingHead(event)
        case .receivingBody(let mayStay): receivingBody(event, mayStay)
        case .settling: settling(event)
        case .closed: closed(event)
        }
    }

    // MARK: - Before a request

    private mutating func opening(_ event: Event) -> Action {
        switch (phase, event) {
        case (.connecting, .connected) where hasTunnel: become(.tunnelling)
        case (.connecting, .connected) where hasTLS, (.tunnelling, .tunnelOpened) where hasTLS: become(.securing)
        case (.connecting, .connected), (.tunnelling, .tunnelOpened), (.securing, .secured):
            become(.idle, .becomeReady)
        case (.tunnelling, .cancel(.connectTimeout)): giveUp(.proxy("it did not answer in time"))
        case (_, .failed(let error)), (_, .cancel(let error)): giveUp(error)
        // What HTTP could be read there before anything was asked is nobody's answer.
        case (_, .ended), (_, .head), (_, .body), (_, .end): giveUp(.closed)
        case (_, .close): become(.closed, .close)
        case (_, .start): refuse()
        case (_, .connected), (_, .tunnelOpened), (_, .secured), (_, .readComplete): .nothing
        }
    }

    /// Whatever it was, nothing of a request had left: an error that leaves it open is told as what could not be made.
    private mutating func giveUp(_ error: TransportError) -> Action {
        guard !error.certainlyNotSent else { return become(.closed, .giveUp(error)) }
        return switch phase {
        case .tunnelling: become(.closed, .giveUp(.proxyLost))
        case .securing: become(.closed, .giveUp(.tls(.handshakeEnded)))
        default: become(.closed, .giveUp(.unreachable(error.description)))
        }
    }

    /// A request came where none can be taken.
    private mutating func refuse() -> Action {
        become(.closed, .fail(.unreachable("the connection had ended")))
    }

    private mutating func idle(_ event: Event) -> Action {
        switch event {
        case .start: become(.awaitingHead, .write)
        case .head, .body, .end, .failed, .ended, .cancel, .close: become(.closed, .close)
        case .connected, .tunnelOpened, .secured, .readComplete: .nothing
        }
    }

    // MARK: - With a request

    private mutating func awaitingHead(_ event: Event) -> Action {
        switch event {
        case .head(let status, _) where status < 100:
            become(.closed, .fail(.malformedResponse("invalid HTTP status code")))
        // After 101 it would not be HTTP any more.
        case .head(let status, let keepsAlive):
            become(.receivingBody(mayStay: keepsAlive && status != 101), .keep)
        case .ended: become(.closed, .fail(.closed))
        default: underWay(event)
        }
    }

    private mutating func receivingBody(_ event: Event, _ mayStay: Bool) -> Action {
        switch event {
        case .body: .keep
        // A request that nobody read to its end would go on in the middle of the next one.
        case .end(let requestIsOut) where mayStay && requestIsOut: become(.settling, .succeed(closes: false))
        case .end: become(.closed, .succeed(closes: true))
        case .ended: become(.closed, .fail(.cut))
        default: underWay(event)
        }
    }

    /// What means the same at any point of a request.
    private mutating func underWay(_ event: Event) -> Action {
        switch event {
        // Whatever it says of itself, something may have left.
        case .failed(let error), .cancel(let error):
            become(.closed, .fail(error.certainlyNotSent ? .other(error.description) : error))
        case .close: become(.closed, .fail(.cancelled(sent: true)))
        case .head, .body, .end, .ended, .start: become(.closed, .fail(.malformedResponse("parts out of order")))
        case .connected, .tunnelOpened, .secured, .readComplete: .nothing
        }
    }

    private mutating func settling(_ event: Event) -> Action {
        switch event {
        case .readComplete: become(.idle, .becomeReady)
        case .start: refuse()
        case .head, .body, .end, .failed, .ended, .cancel, .close: become(.closed, .close)
        case .connected, .tunnelOpened, .secured: .nothing
        }
    }

    private mutating func closed(_ event: Event) -> Action {
        if case .start = event { refuse() } else { .nothing }
    }

    private mutating func become(_ next: Phase, _ action: Action = .nothing) -> Action {
        phase = next
        return action
    }
}

/// How far a request has come.
enum RequestProgress: Equatable {
    /// Nothing of it has left.
    case notSent
    /// It was written; nothing of an answer has come.
    case sent
    /// An answer has begun.
    case answered
}
