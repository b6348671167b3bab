import DequeModule

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
    private var collected = Deque<Value>()

    init(queue: CompletionQueue<Value>, deliver: @escaping (Value) -> Void) {
        self.queue = queue
        self.deliver = deliver
    }

    var collectedCount: Int { collected.count }

    func collect() { collected.append(contentsOf: queue.takeAll()) }

    func deliverOne() -> Bool {
        // Let go of it before it is delivered: an answer of many megabytes must not live until the batch ends.
        guard let value = collected.popFirst() else { return false }
        deliver(value)
        return true
    }
}
