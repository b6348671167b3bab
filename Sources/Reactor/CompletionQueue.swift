import Synchronization

/// The one way from another thread to the main thread: values posted here are delivered by `Reactor.turn`.
///
/// Made by `Reactor.makeQueue`. Values arrive in the order they were posted.
public final class CompletionQueue<Value: Sendable>: Sendable {
    private let waiting = Mutex<[Value]>([])
    private let wake: WakeSignal

    init(wake: WakeSignal) {
        self.wake = wake
    }

    /// Hands over a value, from any thread, without waiting.
    public func post(_ value: Value) {
        let wasEmpty = waiting.withLock { waiting in
            waiting.append(value)
            return waiting.count == 1
        }
        // Whoever finds the queue filled already knows that a byte is on its way: one write for each batch, not each
        // value.
        if wasEmpty { wake.raise() }
    }

    func takeAll() -> [Value] {
        waiting.withLock { waiting in
            guard !waiting.isEmpty else { return [] }
            let taken = waiting
            waiting = []
            return taken
        }
    }
}
