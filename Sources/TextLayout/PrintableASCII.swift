extension UnsafeBufferPointer<UInt8> {
    /// Whether all of it is printable ASCII, as most texts are: eight bytes at a time.
    public var isPrintableASCII: Bool {
        let bytes = UnsafeRawBufferPointer(self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var position = 0
        while position + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let deletes = word ^ (ones &* 0x7F)
            // A high bit for each byte that is beyond ASCII, below a space, or a DEL; borrows make false alarms at most.
            let odd = word | (word &- ones &* 0x20) | ((deletes &- ones) & ~deletes)
            if odd & highs != 0 {
                guard bytes[position..<position + 8].allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
            }
            position += 8
        }
        return bytes[position...].allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
