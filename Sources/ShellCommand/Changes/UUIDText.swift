/// Names that nobody else has, as text: version 4 of RFC 9562.
enum UUIDText {
    /// A new one.
    static func random(using random: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    /// A new one by the system's chance.
    static func random() -> String {
        var random = SystemRandomNumberGenerator()
        return Self.random(using: &random)
    }
}
