import APIClient
import Memory
import NIOCore
import Reactor

/// The connections to one target, and the requests for it: does what its state decides. On the network's thread only.
final class ConnectionPool {
    private let loop: any EventLoop
    private let thread: NetworkThread
    private let connector: Connector
    private let configuration: ConnectionHandler.Configuration
    private let search: KeySearch?
    private let probe: CertificateProbe?
    private var state: PoolState
    private var exchanges: [ExchangeID: Exchange] = [:]
    private var connections: [ConnectionID: ConnectionHandler] = [:]
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?
    private var isPerforming = false

    init(_ origin: Origin, thread: NetworkThread, loop: any EventLoop) {
        self.loop = loop
        self.thread = thread
        connector = Connector(url: origin.url, settings: origin.settings, loop: loop)
        configuration = ConnectionHandler.Configuration(origin)
        search = origin.key.flatMap { KeySearch($0) }
        probe = origin.probe(on: thread)
        state = PoolState(
            PoolState.Limits(
                connections: max(1, origin.settings.connectionLimit),
                connecting: .nanoseconds(origin.settings.connectTimeout.inNanoseconds),
                idle: .nanoseconds(origin.settings.idleTimeout.inNanoseconds)),
            now: .now())
    }

    /// Takes what other threads have posted.
    func take(_ commands: [Handover.Command]) {
        let now = NIODeadline.now()
        for command in commands {
            switch command {
            case .send(let exchange): add(exchange, at: now)
            case .cancel(let id): state.cancel(id)
            case .cancelWaiting(let id): state.cancelWaiting(id)
            case .dropConnections: state.distrust()
            case .retire: state.retire()
            }
        }
        perform()
    }

    private func add(_ exchange: Exchange, at now: NIODeadline) {
        if let problem = RequestTemplate.problem(of: exchange.request) { return exchange.end(.failure(problem)) }
        exchanges[exchange.id] = exchange
        state.add(exchange.id, deadline: now + .nanoseconds(exchange.timeout.inNanoseconds), at: now)
    }

    // MARK: - What its connections say

    func becameReady(_ id: ConnectionID) {
        state.becameReady(id, at: .now())
        perform()
    }

    func gaveUp(_ id: ConnectionID, _ error: TransportError) {
        connections[id] = nil
        state.gaveUp(id, error)
        perform()
    }

    func closed(_ id: ConnectionID) {
        connections[id] = nil
        state.closed(id)
        perform()
    }

    /// Tells the end of a request to whoever waits for it.
    func end(_ exchange: Exchange, _ result: Result<HTTPResponse, TransportError>) {
        exchanges[exchange.id] = nil
        switch result {
        case .success(let response): exchange.end(.success(search?.removed(from: response) ?? response))
        case .failure(.tls(let problem)) where problem.isAboutCertificate && probe != nil:
            // NIOSSL says only that it does not like the certificate: look at it, to say which and why.
            probe?.look(within: Self.describingLimit) { certificate in
                exchange.end(.failure(.tls(problem.with(certificate, now: Client.secondsSince1970()))))
            }
        case .failure: exchange.end(result)
        }
    }

    /// How long a failed call may take longer to say what is wrong with a certificate.
    private static let describingLimit = Duration.seconds(3)

    // MARK: - What follows

    private func perform() {
        // What is done here may be heard of here, before it returns: the loop below goes on with it.
        guard !isPerforming else { return }
        isPerforming = true
        while let action = state.next() { perform(action) }
        isPerforming = false
        schedule()
    }

    private func perform(_ action: PoolState.Action) {
        switch action {
        case .open(let id):
            let connection = ConnectionHandler(id, in: self, configuration)
            connections[id] = connection
            connector.connect(connection)
        case .start(let exchange, let id):
            if let exchange = exchanges[exchange] { connections[id]?.start(exchange) }
        case .end(let exchange, let error):
            if let exchange = exchanges[exchange] { end(exchange, .failure(error)) }
        case .cancel(let id, let error): connections[id]?.handle(.cancel(error))
        case .close(let id): connections[id]?.handle(.close)
        }
    }

    /// One timer for everything: what ends in time leaves it alone, and it finds nothing overdue.
    private func schedule() {
        guard timer?.due != state.nextDue else { return }
        if let timer, let due = state.nextDue, timer.due < due { return }
        timer?.task.cancel()
        timer = state.nextDue.map { due in
            let task = loop.assumeIsolated().scheduleTask(deadline: due) {
                self.timer = nil
                self.state.timePassed(to: .now())
                self.perform()
            }
            return (due, task)
        }
    }
}
