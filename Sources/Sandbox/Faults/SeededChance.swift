/// Numbers from 0 to 1 that are the same in every run (SplitMix64).
struct SeededChance: Sendable {
    private var state: UInt64

    /// Equal seeds and streams give equal numbers; streams of one seed are unlike each other.
    init(seed: UInt64, stream: UInt64) {
        state = Self.mixed(seed) ^ Self.mixed(~stream)
    }

    /// A number from 0 to 1, without 1.
    mutating func draw() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Double(Self.mixed(state) >> 11) * 0x1p-53
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
