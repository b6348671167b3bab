import APIClient

/// Base64 of RFC 4648.
enum Base64 {
    static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The letters of base64url.
    static let urlLetters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The text, padded.
    static func text(of bytes: [UInt8]) -> String {
        let letters = (0..<(bytes.count * 8 + 5) / 6).map { letter($0, of: bytes, Self.letters) }
        return String(decoding: letters, as: UTF8.self) + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
    }

    /// The letter at `index`.
    static func letter(_ index: Int, of bytes: [UInt8], _ letters: [UInt8]) -> UInt8 {
        let bit = index * 6
        let low = bit / 8 + 1 < bytes.count ? bytes[bit / 8 + 1] : 0
        let pair = Int(bytes[bit / 8]) << 8 | Int(low)
        return letters[pair >> (10 - bit % 8) & 63]
    }
}
