/// Calls in the order they may start; those that wait to be sent again come first.
struct CallQueue {
    private var again: [Call] = []
    private var fresh: [Call] = []
    private var firstFresh = 0

    mutating func append(_ call: Call) { fresh.append(call) }

    mutating func putAhead(_ call: Call) { again.append(call) }

    var isEmpty: Bool { again.isEmpty && firstFresh == fresh.count }

    mutating func popFirst() -> Call? {
        if !again.isEmpty { return again.removeFirst() }
        guard firstFresh < fresh.count else { return nil }
        let call = fresh[firstFresh]
        firstFresh += 1
        if firstFresh == fresh.count || firstFresh >= 256 {
            fresh.removeFirst(firstFresh)
            firstFresh = 0
        }
        return call
    }

    mutating func remove(_ id: CallID) {
        again.removeAll { $0.id == id }
        if let index = fresh[firstFresh...].firstIndex(where: { $0.id == id }) { fresh.remove(at: index) }
    }
}
