/// Which changes are kept together: all that are ready while the ones before them are being kept. Pure.
struct JournalBatches {
    private var ready: [CallID] = []
    private var underWay: Set<CallID> = []

    /// A change that has all it needs to be kept.
    mutating func add(_ call: CallID) { ready.append(call) }

    /// A change that ended before it was kept. One that is being kept ends with its batch.
    mutating func drop(_ call: CallID) { ready.removeAll { $0 == call } }

    /// What is to be kept now, in order; empty where nothing is ready or a batch is under way.
    mutating func next() -> [CallID] {
        guard underWay.isEmpty, !ready.isEmpty else { return [] }
        let batch = ready
        ready = []
        underWay = Set(batch)
        return batch
    }

    /// The batch that is under way was kept, or could not be.
    mutating func ended() { underWay = [] }
}
