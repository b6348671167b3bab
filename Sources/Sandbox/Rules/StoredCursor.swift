import FoundationEssentials

/// The text that names a place in a list, in each of the styles.
enum StoredCursor {
    /// The opaque cursor after the item of `list` that the numbers tell: base 64, so that a client that does not encode it fails.
    static func opaque(after place: [Int64], of list: String) -> String {
        Data(plain(place, list).utf8).base64EncodedString()
    }

    /// The place that an opaque cursor names; nil where this list never gave it out.
    static func place(ofOpaque text: String, in list: String) -> PageStart? {
        guard let bytes = Data(base64Encoded: text), let plain = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let numbers = plain.split(separator: ":", omittingEmptySubsequences: false).dropFirst().dropLast()
        let place = numbers.compactMap { Int64($0) }
        guard !place.isEmpty, opaque(after: place, of: list) == text else { return nil }
        return .after(place)
    }

    /// The place that an offset names; nil where the text is none in its shortest form.
    static func place(ofOffset text: String) -> PageStart? {
        guard let count = Int64(text), count >= 0, String(count) == text else { return nil }
        return .offset(count)
    }

    private static func plain(_ place: [Int64], _ list: String) -> String {
        let name = ([list] + place.map { String($0) }).joined(separator: ":")
        return "\(name):\(String(checksum(name), radix: 36))"
    }

    /// Tells a cursor from one made up or cut off; hides nothing. (FNV-1a, folded to 16 bits.)
    private static func checksum(_ text: String) -> UInt16 {
        let hash = text.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return UInt16(truncatingIfNeeded: hash ^ (hash >> 16))
    }
}
