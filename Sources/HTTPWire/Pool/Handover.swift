import NIOCore
import Synchronization

/// The one way from other threads to a pool: all that is posted until the network's thread looks is taken together, after
/// one wake-up.
final class Handover: Sendable {
    /// What a pool is asked to do.
    enum Command: Sendable {
        case send(Exchange)
        case cancel(ExchangeID)
        /// It is not wanted any more if it still waits for a connection.
        case cancelWaiting(ExchangeID)
        case dropConnections
        case retire
    }

    /// Takes commands, on the network's thread.
    typealias Taker = ([Command]) -> Void

    private struct State {
        var waiting: [Command] = []
        var taker: NIOLoopBoundBox<Taker?>?
    }

    private let thread: NetworkThread
    private let makeTaker: @Sendable (any EventLoop) -> Taker
    private let state = Mutex(State())
    private let lastExchange = Atomic<UInt64>(0)

    /// Who takes is made on the network's thread, when there is something to take.
    init(to thread: NetworkThread, makeTaker: @escaping @Sendable (any EventLoop) -> Taker) {
        self.thread = thread
        self.makeTaker = makeTaker
    }

    /// A name that no other exchange of the pool has.
    func nextExchange() -> ExchangeID {
        ExchangeID(number: lastExchange.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// Hands over a command, from any thread, without waiting.
    func post(_ command: Command) {
        let asleep = state.withLock { state -> NIOLoopBoundBox<Taker?>? in
            state.waiting.append(command)
            // Whoever finds others waiting knows that the thread will come for them.
            guard state.waiting.count == 1 else { return nil }
            let taker = state.taker ?? .makeEmptyBox(eventLoop: thread.loop)
            state.taker = taker
            return taker
        }
        guard let asleep else { return }
        asleep.eventLoop.execute { self.deliver(to: asleep) }
    }

    /// Asks nothing of a pool that was never needed.
    func retire() {
        if state.withLock({ $0.taker != nil }) { post(.retire) }
    }

    private func deliver(to box: NIOLoopBoundBox<Taker?>) {
        let commands = state.withLock { state in
            let taken = state.waiting
            state.waiting = []
            return taken
        }
        let take = box.value ?? makeTaker(box.eventLoop)
        box.value = take
        take(commands)
    }
}
