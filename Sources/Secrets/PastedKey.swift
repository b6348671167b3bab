/// Shows what a person gave as a name, a path or an address, without a key that was pasted in its place.
///
/// A name is made of words and short numbers; a key is not. What is taken for a key wrongly is still told from others by its
/// end; what is let through wrongly stands in a log.
public enum PastedKey {
    /// So many characters that make no words are a key.
    private static let shortest = 16
    /// No word is longer.
    private static let longestWord = 20
    /// No number in a name is longer, nor one that is put to a word.
    private static let longestNumber = 16
    private static let longestSuffix = 4

    /// A value that stands for itself: the whole of it is left out where a part is a key, but for a path or an address, whose
    /// other parts stay.
    public static func shown(_ value: String) -> String {
        let masked = masked(value)
        guard masked != value, !isPlace(value) else { return masked }
        return mark(of: Array(value.utf8))
    }

    /// Words of others about a value, such as a parser's: each key in them is left out.
    public static func masked(_ text: String) -> String {
        var text = text
        if let at = text.lastIndex(of: "@"), !scheme(of: text[..<at]).isEmpty { text = withoutCredentials(text) }
        text = KeyRedaction.redacted(text)
        var result: [UInt8] = []
        for piece in pieces(of: Array(text.utf8)) {
            result += isKey(piece) ? Array(mark(of: Array(piece)).utf8) : Array(piece)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a key stands in the value.
    public static func isIn(_ value: String) -> Bool { masked(value) != value }

    /// As a key is shown everywhere: by its end.
    private static func mark(of key: [UInt8]) -> String {
        let prefix = key.starts(with: "ampex_".utf8) ? "ampex_" : ""
        let end = key.suffix(4)
        let isLong = key.count - prefix.utf8.count >= 12 && end.allSatisfy(\.isASCIIAlphanumeric)
        return "\(prefix)…\(isLong ? String(decoding: end, as: UTF8.self) : "")"
    }

    /// A path that begins at a folder, or an address with its scheme.
    private static func isPlace(_ value: String) -> Bool {
        ["/", "~/", "./", "../"].contains { value.hasPrefix($0) } || value.contains("://")
    }

    /// The text cut into runs that may be a key and what stands between.
    private static func pieces(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for index in text.indices where index > 0 && isKeyByte(text[index]) != isKeyByte(text[index - 1]) {
            pieces.append(text[start..<index])
            start = index
        }
        if start < text.count { pieces.append(text[start...]) }
        return pieces
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool { byte.isASCIIAlphanumeric || "-_+~".utf8.contains(byte) }

    private static func isKey(_ piece: ArraySlice<UInt8>) -> Bool {
        // Shown by its end already.
        guard piece.count >= shortest, !piece.starts(with: "ampex_".utf8) else { return false }
        let odd = piece.split { !$0.isASCIIAlphanumeric }.filter { !isWord($0) }
        return odd.reduce(0) { $0 + $1.count } >= shortest
    }

    /// Letters that are written as words are, a number, or one with the other: `prod`, `CheckoutProd`, `2026`, `eu1`.
    private static func isWord(_ part: ArraySlice<UInt8>) -> Bool {
        let digits = part.count(where: \.isASCIIDigit)
        if digits == part.count { return digits <= longestNumber }
        let letters = part.filter { !$0.isASCIIDigit }
        if digits > 0 {
            let isSuffix =
                part.suffix(digits).allSatisfy(\.isASCIIDigit) || part.prefix(digits).allSatisfy(\.isASCIIDigit)
            guard isSuffix, digits <= longestSuffix else { return false }
        }
        let humps = zip(letters, letters.dropFirst()).count { $0.isASCIILower && $1.isASCIIUpper }
        return letters.count <= longestWord * (humps + 1) && humps * 5 <= letters.count
    }

    /// An address without its user name and password, also one that has no scheme, as a proxy's.
    public static func withoutCredentials(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return address }
        return scheme(of: address[..<at]) + "…" + address[at...]
    }

    /// The text up to and with `://`; empty where there is none.
    private static func scheme(of text: Substring) -> Substring {
        guard let start = text.indices.first(where: { text[$0...].hasPrefix("://") }) else { return "" }
        return text[..<text.index(start, offsetBy: 3)]
    }
}
