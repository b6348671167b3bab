/// Timers by due time, the earlier made first among equals: a binary heap with lazy removal.
struct TimerQueue {
    typealias Instant = ContinuousClock.Instant

    private struct Entry {
        let due: Instant
        let number: UInt64

        func isBefore(_ other: Entry) -> Bool {
            due < other.due || (due == other.due && number < other.number)
        }
    }

    private var heap: [Entry] = []
    // A timer is alive while its body is here; entries of the heap without one were cancelled.
    private var bodies: [UInt64: () -> Void] = [:]
    private(set) var lastNumber: UInt64 = 0

    var count: Int { bodies.count }

    mutating func add(due: Instant, _ body: @escaping () -> Void) -> UInt64 {
        lastNumber += 1
        bodies[lastNumber] = body
        heap.append(Entry(due: due, number: lastNumber))
        siftUp(from: heap.count - 1)
        return lastNumber
    }

    mutating func remove(_ number: UInt64) {
        guard bodies.removeValue(forKey: number) != nil else { return }
        // Cancelled entries must not outgrow the living ones.
        if heap.count > 64, heap.count > 4 * bodies.count { rebuild() }
    }

    /// When the earliest living timer is due.
    mutating func nextDue() -> Instant? {
        dropDead()
        return heap.first?.due
    }

    /// Takes out the earliest living timer that is due at `now` and was made no later than timer `newest`.
    mutating func popDue(at now: Instant, upTo newest: UInt64) -> (() -> Void)? {
        dropDead()
        guard let first = heap.first, first.due <= now, first.number <= newest else { return nil }
        removeFirst()
        return bodies.removeValue(forKey: first.number)
    }

    private mutating func dropDead() {
        while let first = heap.first, bodies[first.number] == nil { removeFirst() }
    }

    private mutating func rebuild() {
        heap = heap.filter { bodies[$0.number] != nil }.sorted { $0.isBefore($1) }
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        siftDown()
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let least = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
            guard heap[least].isBefore(heap[parent]) else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
