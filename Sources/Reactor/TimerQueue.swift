import HeapModule

/// Timers by due time, the earlier made first among equals, with lazy removal.
struct TimerQueue {
    typealias Instant = ContinuousClock.Instant

    private struct Entry: Comparable {
        let due: Instant
        let number: UInt64

        static func < (left: Entry, right: Entry) -> Bool { (left.due, left.number) < (right.due, right.number) }
    }

    private var heap = Heap<Entry>()
    // A timer is alive while its body is here; entries of the heap without one were cancelled.
    private var bodies: [UInt64: () -> Void] = [:]
    private(set) var lastNumber: UInt64 = 0

    var count: Int { bodies.count }

    mutating func add(due: Instant, _ body: @escaping () -> Void) -> UInt64 {
        lastNumber += 1
        bodies[lastNumber] = body
        heap.insert(Entry(due: due, number: lastNumber))
        return lastNumber
    }

    mutating func remove(_ number: UInt64) {
        guard bodies.removeValue(forKey: number) != nil else { return }
        // Cancelled entries must not outgrow the living ones.
        if heap.count > 64, heap.count > 4 * bodies.count {
            heap = Heap(heap.unordered.filter { bodies[$0.number] != nil })
        }
    }

    /// When the earliest living timer is due.
    mutating func nextDue() -> Instant? {
        dropDead()
        return heap.min?.due
    }

    /// Takes out the earliest living timer that is due at `now` and was made no later than timer `newest`.
    mutating func popDue(at now: Instant, upTo newest: UInt64) -> (() -> Void)? {
        dropDead()
        guard let first = heap.min, first.due <= now, first.number <= newest else { return nil }
        heap.removeMin()
        return bodies.removeValue(forKey: first.number)
    }

    private mutating func dropDead() {
        while let first = heap.min, bodies[first.number] == nil { heap.removeMin() }
    }
}
