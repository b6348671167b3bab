/// Takes out of a text whatever looks like a management key.
public enum KeyRedaction {
    private static let mark = [UInt8]("ampex_".utf8)

    /// For texts of others, such as a server that says the key back: `text` with each `ampex_` and the letters, digits, `-` and `_` after it shortened to `ampex_…1234`.
    public static func redacted(_ text: String) -> String {
        guard text.utf8.count > mark.count, text.utf8.contains(0x5F) else { return text }
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

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == 0x2D || byte == 0x5F
    }
}
