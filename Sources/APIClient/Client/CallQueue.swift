import DequeModule

/// Calls in the order they may start; those that wait to be sent again come first.
struct CallQueue {
    private var again = Deque<Call>()
    private var fresh = Deque<Call>()

    mutating func append(_ call: Call) { fresh.append(call) }

    mutating func putAhead(_ call: Call) { again.append(call) }

    var isEmpty: Bool { again.isEmpty && fresh.isEmpty }

    mutating func popFirst() -> Call? { again.popFirst() ?? fresh.popFirst() }

    mutating func remove(_ id: CallID) {
        again.removeAll { $0.id == id }
        if let index = fresh.firstIndex(where: { $0.id == id }) { fresh.remove(at: index) }
    }
}
