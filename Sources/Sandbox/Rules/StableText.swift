/// Texts that look random and are always the same for the same origin, so that two sandboxes hold the same.
enum StableText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// So many letters and digits.
    static func letters(_ count: Int, from origin: String) -> String {
        var state = origin.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(
            decoding: (0..<count).map { _ in
                // SplitMix64: near origins give texts that have nothing in common.
                state &+= 0x9E37_79B9_7F4A_7C15
                var value = state
                value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
                value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
                return alphabet[Int((value ^ (value >> 31)) % UInt64(alphabet.count))]
            }, as: UTF8.self)
    }
}
