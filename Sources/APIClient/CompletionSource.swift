/// The main thread's side of one completion queue, as the reactor sees it.
protocol CompletionSource: AnyObject {
    /// Moves what other threads posted to the main thread's side.
    func collect()
    /// Delivers one collected value; false when none is left.
    func deliverOne() -> Bool
    /// How many values are collected and not delivered.
    var collectedCount: Int { get }
}

/// Keeps collected values one by one, because a delivery may turn the reactor again: a nested turn must find the rest.
final class QueueSource<Value: Sendable>: CompletionSource {
    private let queue: CompletionQueue<Value>
    private let deliver: (Value) -> Void
    private var collected: [Value] = []
    private var next = 0

    init(queue: CompletionQueue<Value>, deliver: @escaping (Value) -> Void) {
        self.queue = queue
        self.deliver = deliver
    }

    var collectedCount: Int { collected.count - next }

    func collect() {
        let arrived = queue.takeAll()
        guard !arrived.isEmpty else { return }
        if next == collected.count {
            collected = arrived
            next = 0
        } else {
            collected.append(contentsOf: arrived)
        }
    }

    func deliverOne() -> Bool {
        guard next < collected.count else { return false }
        let value = collected[next]
        next += 1
        // Let go of the delivered values: an answer of many megabytes must not live until the batch ends.
        if next == collected.count {
            collected = []
            next = 0
        } else if next >= 32 {
            collected.removeFirst(next)
            next = 0
        }
        deliver(value)
        return true
    }
}
