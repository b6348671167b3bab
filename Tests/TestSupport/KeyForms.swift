import Platform

/// A secret in every form in which it might leave the shell, to be searched for.
public struct KeyForms: Sendable {
    /// What is searched for, each at least eight bytes.
    public let needles: [(name: String, bytes: [UInt8])]

    /// The forms of `key`: as it is, in base64 at each of three offsets, percent-encoded, as JSON escapes, in hexadecimal, and
    /// pieces of its secret part of eight characters, forwards and backwards.
    public init(_ key: String) {
        let bytes = Array(key.utf8)
        let secret = Array(key.split(separator: "_", maxSplits: 1).last.map { Array($0.utf8) } ?? bytes)
        var needles = [("the key", bytes)]
        for offset in 0..<3 {
            // Whole groups only: what stands before and after the key changes the others.
            let text = Self.base64([UInt8](repeating: 0, count: offset) + bytes)
            let inner = Array(text.dropFirst(offset == 0 ? 0 : 4).prefix((bytes.count - 3) / 3 * 4))
            needles.append(("its base64", inner))
            needles.append(("its base64url", inner.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }))
        }
        for uppercase in [false, true] {
            let digits = secret.map { Self.hex($0, uppercase) }
            needles.append(("its hexadecimal", Array(digits.joined().utf8)))
            needles.append(("its percent form", Array(digits.map { "%" + $0 }.joined().utf8)))
            needles.append(("its JSON escapes", Array(digits.map { "\\u00" + $0 }.joined().utf8)))
            needles.append(("its escapes", Array(digits.map { "\\x" + $0 }.joined().utf8)))
        }
        for start in 0...max(0, secret.count - 8) {
            let piece = Array(secret[start..<min(secret.count, start + 8)])
            needles.append(("a piece of it", piece))
            needles.append(("a piece of it, reversed", piece.reversed()))
        }
        self.needles = needles.map { (name: $0.0, bytes: $0.1) }
    }

    /// The first form that `haystack` holds; nil for none.
    public func found(in haystack: [UInt8]) -> String? {
        needles.first { Self.contains(haystack, $0.bytes) }?.name
    }

    private static func hex(_ byte: UInt8, _ uppercase: Bool) -> String {
        let text = String(byte, radix: 16, uppercase: uppercase)
        return text.utf8.count == 1 ? "0" + text : text
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count - 2, by: 3) {
            let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            for shift in [18, 12, 6, 0] { text.append(letters[group >> shift & 63]) }
        }
        return text
    }

    private static func contains(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
        haystack.withUnsafeBytes { hay in
            needle.withUnsafeBytes { needle in
                guard var place = hay.baseAddress, let wanted = needle.baseAddress else { return false }
                var left = hay.count
                while left >= needle.count, let hit = memchr(place, Int32(needle[0]), left - needle.count + 1) {
                    if memcmp(hit, wanted, needle.count) == 0 { return true }
                    left -= UnsafeRawPointer(hit) + 1 - place
                    place = UnsafeRawPointer(hit) + 1
                }
                return false
            }
        }
    }
}
