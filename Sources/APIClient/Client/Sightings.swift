/// Which objects a client has seen, and in which order it first saw them: what was there before a create was sent is not
/// what the create made.
struct Sightings {
    private var order: [String: [ObjectID: Int]] = [:]
    /// How many objects were seen so far.
    private(set) var count = 0

    /// Notes objects of a kind, those that were not seen before; answers about how many bytes more that takes.
    mutating func note(_ ids: some Sequence<ObjectID>, _ kind: String) -> Int {
        // Taken out for the while, so that it is changed in place.
        var seen = order.removeValue(forKey: kind) ?? [:]
        var bytes = 0
        for id in ids where seen[id] == nil {
            seen[id] = count
            count += 1
            bytes += id.memory
        }
        order[kind] = seen
        return bytes
    }

    /// Whether the object was seen when no more than `count` had been.
    func had(_ id: ObjectID, _ kind: String, before count: Int) -> Bool {
        order[kind]?[id].map { $0 < count } ?? false
    }
}
