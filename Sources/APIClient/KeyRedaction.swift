#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Takes out of a text whatever looks like a management key, for servers that say it back.
public enum KeyRedaction {
    private static let mark = [UInt8]("ampex_".utf8)

    /// `text` with each `ampex_` and the letters, digits, `-` and `_` after it shortened to `ampex_…1234`.
    public static func redacted(_ text: String) -> String {
        guard text.utf8.count > mark.count, contains(mark, in: text) else { return text }
        let bytes = [UInt8](text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index...].starts(with: mark) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            var end = index + mark.count
            while end < bytes.count, isKeyCharacter(bytes[end]) { end += 1 }
            let secret = bytes[(index + mark.count)..<end]
            result += mark
            if !secret.isEmpty { result += Array("…".utf8) }
            if secret.count >= 12 { result += secret.suffix(4) }
            index = end
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the bytes of `text` have `key` among them.
    static func contains(_ key: [UInt8], in text: String) -> Bool {
        var text = text
        return text.withUTF8 { place(of: key, in: UnsafeRawBufferPointer($0)) } != nil
    }

    /// `bytes` with each occurrence of `key` replaced, or nil when there is none.
    static func removing(_ key: [UInt8], from bytes: [UInt8], replacement: [UInt8]) -> [UInt8]? {
        bytes.withUnsafeBytes { bytes in
            guard var next = place(of: key, in: bytes) else { return nil }
            var result: [UInt8] = []
            var copied = 0
            while true {
                result += bytes[copied..<next]
                result += replacement
                copied = next + key.count
                let rest = UnsafeRawBufferPointer(rebasing: bytes[copied...])
                guard let found = place(of: key, in: rest) else { return result + rest }
                next = copied + found
            }
        }
    }

    /// Where `key` stands in `bytes` at `start` or behind it.
    static func place(of key: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return bytes.withUnsafeBytes { bytes in
            place(of: key, in: UnsafeRawBufferPointer(rebasing: bytes[start...])).map { $0 + start }
        }
    }

    /// Every answer is searched, so this compares bytes: comparing characters takes a hundred times as long.
    private static func place(of key: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let first = key.first, let start = bytes.baseAddress else { return nil }
        var left = start
        while bytes.count - (left - start) >= key.count {
            let candidates = bytes.count - (left - start) - key.count + 1
            guard let found = memchr(left, Int32(first), candidates) else { return nil }
            if memcmp(found, key, key.count) == 0 { return UnsafeRawPointer(found) - start }
            left = UnsafeRawPointer(found) + 1
        }
        return nil
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x5F
    }
}
