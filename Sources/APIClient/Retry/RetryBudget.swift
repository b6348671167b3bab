/// How many repetitions a run may make in all: 20, and one more for each five calls. A dying service is not hammered.
struct RetryBudget: Sendable, Equatable {
    private(set) var calls = 0
    private(set) var repetitions = 0
    let floor: Int
    let callsPerRepetition: Int

    init(floor: Int = 20, callsPerRepetition: Int = 5) {
        self.floor = floor
        self.callsPerRepetition = callsPerRepetition
    }

    var isLeft: Bool { repetitions < floor + calls / callsPerRepetition }

    mutating func noteCall() { calls += 1 }

    mutating func noteRepetition() { repetitions += 1 }
}
