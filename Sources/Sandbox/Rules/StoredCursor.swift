import FoundationEssentials

/// The text that names a place in a list, in each of the styles.
enum StoredCursor {
    /// The opaque cursor after the object `id` of `list`: base 64, so that a client that does not encode it fails.
    static func opaque(after id: Int64, of list: String) -> String {
        Data(plain(id, list).utf8).base64EncodedString()
    }

    /// The place that an opaque cursor names; nil where this list never gave it out.
    static func place(ofOpaque text: String, in list: String) -> PageStart? {
        guard let bytes = Data(base64Encoded: text), let plain = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let id = Int64(parts[1]), opaque(after: id, of: list) == text else { return nil }
        return .below(id: id)
    }

    /// The place that an offset names; nil where the text is none in its shortest form.
    static func place(ofOffset text: String) -> PageStart? {
        guard let count = Int64(text), count >= 0, String(count) == text else { return nil }
        return .offset(count)
    }

    private static func plain(_ id: Int64, _ list: String) -> String {
        "\(list):\(id):\(String(checksum("\(list):\(id)"), radix: 36))"
    }

    /// Tells a cursor from one made up or cut off; hides nothing. (FNV-1a, folded to 16 bits.)
    private static func checksum(_ text: String) -> UInt16 {
        let hash = text.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return UInt16(truncatingIfNeeded: hash ^ (hash >> 16))
    }
}
