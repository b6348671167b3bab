import Synchronization

/// SplitMix64: the same numbers in each run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A generator whose draws are all the same.
struct ConstantGenerator: RandomNumberGenerator {
    let value: UInt64

    mutating func next() -> UInt64 { value }
}

/// A flag that threads share, and the answer to it.
final class Stop: Sendable {
    private let flags = Mutex((isSet: false, isAcknowledged: false))
    var isSet: Bool { flags.withLock { $0.isSet } }
    var isAcknowledged: Bool { flags.withLock { $0.isAcknowledged } }
    func set() { flags.withLock { $0.isSet = true } }
    func acknowledge() { flags.withLock { $0.isAcknowledged = true } }
}
