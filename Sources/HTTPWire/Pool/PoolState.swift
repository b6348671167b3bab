import APIClient
import DequeModule
import NIOCore

/// Which request takes which connection, when one is opened or closed, and what is overdue. Pure: the time is passed in.
///
/// Events change it; `next` says what is to be done, one thing after the other, until it says nothing. Requests are served
/// in the order in which they came. Each is started once or ended once.
struct PoolState {
    /// The bounds of a pool.
    struct Limits {
        /// Connections that may be open at once.
        let connections: Int
        /// The longest that making a connection, and waiting for one, may take.
        let connecting: TimeAmount
        /// How long a connection stays open with nothing to do.
        let idle: TimeAmount
    }

    enum Action: Equatable {
        /// Make this connection.
        case open(ConnectionID)
        /// Send the request on the connection.
        case start(ExchangeID, on: ConnectionID)
        /// End a request of which nothing was sent.
        case end(ExchangeID, TransportError)
        /// End what is under way on the connection, its making or its request.
        case cancel(ConnectionID, TransportError)
        /// Close a connection that has nothing to do.
        case close(ConnectionID)
    }

    private struct Waiting {
        let exchange: ExchangeID
        let deadline: NIODeadline
        /// When it has waited long enough for a connection.
        let patience: NIODeadline
    }

    private enum Use {
        case opening(until: NIODeadline)
        case idle(until: NIODeadline)
        case busy(ExchangeID, until: NIODeadline)

        var due: NIODeadline {
            switch self {
            case .opening(let due), .idle(let due), .busy(_, let due): due
            }
        }
    }

    private struct Connection {
        var use: Use
        /// What comes on it may be believed.
        var isTrusted = true
    }

    private let limits: Limits
    private var waiting = Deque<Waiting>()
    private var connections: [ConnectionID: Connection] = [:]
    /// The one that was used last is the last: it is the least likely to have been closed by the server.
    private var idle: [ConnectionID] = []
    private var opening = 0
    private var decided = Deque<Action>()
    private var lastConnection = 0
    private var isRetired = false
    private var now: NIODeadline
    private var isSweeping = false
    /// Nothing is overdue before this. What ends in time does not change it; a look at everything does.
    private var earliestDue: NIODeadline?

    init(_ limits: Limits, now: NIODeadline) {
        self.limits = limits
        self.now = now
    }

    // MARK: - Events

    /// A request came, which has until `deadline`.
    mutating func add(_ exchange: ExchangeID, deadline: NIODeadline, at now: NIODeadline) {
        self.now = now
        let patience = now + limits.connecting
        waiting.append(Waiting(exchange: exchange, deadline: deadline, patience: patience))
        note(due: min(deadline, patience))
    }

    /// A request is not wanted any more.
    mutating func cancel(_ exchange: ExchangeID) {
        guard !cancelWaiting(exchange) else { return }
        for (id, connection) in connections {
            guard case .busy(exchange, _) = connection.use else { continue }
            decided.append(.cancel(id, .cancelled(sent: true)))
        }
    }

    /// A request is not wanted any more unless it has been given to a connection; false where it has.
    @discardableResult
    mutating func cancelWaiting(_ exchange: ExchangeID) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.exchange == exchange }) else { return false }
        waiting.remove(at: place)
        decided.append(.end(exchange, .cancelled(sent: false)))
        return true
    }

    /// A connection was made, or its answer has come and it may be used again.
    mutating func becameReady(_ id: ConnectionID, at now: NIODeadline) {
        self.now = now
        guard let connection = connections[id] else { return }
        switch connection.use {
        case .opening: opening -= 1
        case .busy: break
        case .idle: return
        }
        guard connection.isTrusted, !isRetired || !waiting.isEmpty else {
            connections[id] = nil
            decided.append(.close(id))
            return
        }
        connections[id]?.use = .idle(until: now + limits.idle)
        idle.append(id)
        note(due: now + limits.idle)
    }

    /// A connection could not be made. It was for one of those who wait, unless enough others are being made.
    mutating func gaveUp(_ id: ConnectionID, _ error: TransportError) {
        closed(id)
        if waiting.count > opening, let first = waiting.popFirst() { decided.append(.end(first.exchange, error)) }
    }

    /// A connection is no more.
    mutating func closed(_ id: ConnectionID) {
        switch connections.removeValue(forKey: id)?.use {
        case .opening: opening -= 1
        case .idle: idle.removeAll { $0 == id }
        case .busy, nil: break
        }
    }

    /// What else comes on the connections that were used is not to be believed: they take no further request.
    mutating func distrust() {
        closeIdle()
        for (id, connection) in connections {
            if case .busy = connection.use { connections[id]?.isTrusted = false }
        }
    }

    /// No further request will come.
    mutating func retire() {
        isRetired = true
        closeIdle()
    }

    private mutating func closeIdle() {
        for id in idle {
            connections[id] = nil
            decided.append(.close(id))
        }
        idle = []
    }

    /// The time has gone on.
    mutating func timePassed(to now: NIODeadline) {
        self.now = now
        isSweeping = true
    }

    // MARK: - What follows

    /// When somebody must look at the time; nil where there is nothing that could be overdue.
    var nextDue: NIODeadline? { connections.isEmpty && waiting.isEmpty ? nil : earliestDue }

    /// What is to be done next.
    mutating func next() -> Action? {
        if let action = decided.popFirst() { return action }
        if isSweeping, let action = nextOverdue() { return action }
        guard let first = waiting.first else { return nil }
        if let id = idle.popLast() {
            waiting.removeFirst()
            connections[id]?.use = .busy(first.exchange, until: first.deadline)
            return .start(first.exchange, on: id)
        }
        guard waiting.count > opening, connections.count < limits.connections else { return nil }
        lastConnection += 1
        opening += 1
        let id = ConnectionID(number: lastConnection)
        connections[id] = Connection(use: .opening(until: now + limits.connecting))
        note(due: now + limits.connecting)
        return .open(id)
    }

    /// Connections before those who wait for them, so that these hear what was wrong.
    private mutating func nextOverdue() -> Action? {
        for (id, connection) in connections where connection.use.due <= now {
            switch connection.use {
            case .opening:
                connections[id]?.use = .opening(until: .distantFuture)
                return .cancel(id, .connectTimeout)
            case .busy(let exchange, _):
                connections[id]?.use = .busy(exchange, until: .distantFuture)
                return .cancel(id, .deadline(sent: true))
            case .idle:
                closed(id)
                return .close(id)
            }
        }
        if let place = waiting.firstIndex(where: { min($0.deadline, $0.patience) <= now }) {
            let late = waiting.remove(at: place)
            return .end(late.exchange, late.deadline <= now ? .deadline(sent: false) : .connectTimeout)
        }
        isSweeping = false
        let dues = connections.values.lazy.map(\.use.due)
        earliestDue = waiting.reduce(dues.min()) { due, next in
            let own = min(next.deadline, next.patience)
            return due.map { min($0, own) } ?? own
        }
        return nil
    }

    private mutating func note(due: NIODeadline) {
        earliestDue = earliestDue.map { min($0, due) } ?? due
    }
}
