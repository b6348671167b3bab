import APIClient

/// All addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`.
struct IPNetwork: Equatable {
    private let address: IPAddress
    private let bits: Int

    /// Reads an address, a slash and a number of bits. Bits of the address beyond those do not count.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy(\.isASCIIDigit), let bits = Int(parts[1]), bits <= address.bytes.count * 8
        else { return nil }
        self.address = address
        self.bits = bits
    }

    /// Whether an address is in it. An address of the other version never is.
    func contains(_ other: IPAddress) -> Bool {
        guard other.isVersion6 == address.isVersion6 else { return false }
        let whole = bits / 8
        guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        let rest = bits % 8
        return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0
    }
}
