/// Percent-encoding by RFC 3986: only what must be encoded is.
enum PercentEncoder {
    private static let hexDigits = [UInt8]("0123456789ABCDEF".utf8)

    /// Letters, digits and `-._~`.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    }

    /// What a path segment may hold plainly.
    static func isSegmentCharacter(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "!$&'()*+,;=:@".utf8.contains(byte)
    }

    /// One path segment for `text`, whatever it holds: `/` becomes `%2F`, `%` becomes `%25`.
    static func segment(_ text: String) -> String {
        // Ids and keys are: most calls end here.
        if text.utf8.allSatisfy(isUnreserved) { return text }
        return encode(text.utf8, isPlain: isSegmentCharacter)
    }

    /// A name or a value of a query: `&`, `=`, `+` and a space are encoded too, for readers that take `+` for a space.
    static func queryPart(_ text: String) -> String {
        encode(text.utf8) { isUnreserved($0) || "!$'()*,:@/".utf8.contains($0) }
    }

    /// A path that its writer may have encoded already: `/` and whole `%XX` stay.
    static func path(_ text: some StringProtocol) -> String {
        encodeKeepingEscapes(text) { isSegmentCharacter($0) || $0 == 0x2F }
    }

    /// A query that its writer may have encoded already: its separators and whole `%XX` stay.
    static func query(_ text: some StringProtocol) -> String {
        encodeKeepingEscapes(text) { isSegmentCharacter($0) || $0 == 0x2F || $0 == 0x3F }
    }

    /// The segment has only what a segment may hold, whole escapes, and is neither `.` nor `..` in any spelling.
    static func isPlainSegment(_ segment: some StringProtocol) -> Bool {
        !isDotSegment(segment) && encodeKeepingEscapes(segment, isPlain: isSegmentCharacter) == String(segment)
    }

    /// `.` or `..`, also as `%2e`.
    static func isDotSegment(_ segment: some StringProtocol) -> Bool {
        guard let first = segment.utf8.first, first == 0x2E || first == 0x25 else { return false }
        let plain = segment.lowercased().split(separator: "%2e", omittingEmptySubsequences: false).joined(
            separator: ".")
        return plain == "." || plain == ".."
    }

    private static func encode(_ bytes: some Sequence<UInt8>, isPlain: (UInt8) -> Bool) -> String {
        var encoded: [UInt8] = []
        for byte in bytes { append(byte, to: &encoded, isPlain: isPlain) }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func encodeKeepingEscapes(_ text: some StringProtocol, isPlain: (UInt8) -> Bool) -> String {
        let bytes = [UInt8](text.utf8)
        var encoded: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let startsEscape =
                byte == 0x25 && index + 2 < bytes.count
                && bytes[index + 1].isASCIIHexDigit && bytes[index + 2].isASCIIHexDigit
            if startsEscape {
                encoded.append(byte)
            } else {
                append(byte, to: &encoded, isPlain: isPlain)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func append(_ byte: UInt8, to encoded: inout [UInt8], isPlain: (UInt8) -> Bool) {
        if isPlain(byte) {
            encoded.append(byte)
        } else {
            encoded.append(0x25)
            encoded.append(hexDigits[Int(byte >> 4)])
            encoded.append(hexDigits[Int(byte & 15)])
        }
    }
}
