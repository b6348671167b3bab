/// The part of a body that an error carries.
enum BodyExcerpt {
    /// Bytes of a body that are shown.
    static let limit = 500

    /// The beginning of `body` as valid UTF-8, nil when it is empty. Bytes that are no UTF-8 become U+FFFD.
    static func of(_ body: some Collection<UInt8>) -> String? {
        guard !body.isEmpty else { return nil }
        guard body.count > limit else { return String(decoding: body, as: UTF8.self) }
        var start = Array(body.prefix(limit))
        dropBrokenEnd(&start)
        return String(decoding: start, as: UTF8.self) + "…"
    }

    /// Drops the bytes of a character that the cut went through.
    private static func dropBrokenEnd(_ bytes: inout [UInt8]) {
        guard let lead = bytes.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return }
        let length =
            switch bytes[lead] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        if lead + length > bytes.count { bytes.removeSubrange(lead...) }
    }
}
