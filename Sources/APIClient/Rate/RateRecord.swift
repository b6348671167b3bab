/// A bucket as the bytes of its file: a fixed little record with a checksum. Pure.
enum RateRecord {
    /// Bytes of a record.
    static let size = 48

    private static let mark = Array("ampshrt1".utf8)

    /// The bytes of a bucket.
    static func bytes(of bucket: RateBucket) -> [UInt8] {
        var bytes = mark
        for number in [bucket.fullAt, bucket.pausedUntil, bucket.day, bucket.count] {
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        let sum = checksum(bytes[...])
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
    }

    /// The bucket of these bytes; nil where they are not what `bytes(of:)` makes.
    static func bucket(of bytes: [UInt8]) -> RateBucket? {
        guard bytes.count == size, bytes.starts(with: mark) else { return nil }
        let numbers = stride(from: 8, to: size, by: 8).map { number(in: bytes, at: $0) }
        guard numbers[4] == checksum(bytes[..<(size - 8)]) else { return nil }
        var bucket = RateBucket()
        bucket.fullAt = Int64(bitPattern: numbers[0])
        bucket.pausedUntil = Int64(bitPattern: numbers[1])
        bucket.day = Int64(bitPattern: numbers[2])
        bucket.count = Int64(bitPattern: numbers[3])
        guard min(bucket.fullAt, bucket.pausedUntil, bucket.day, bucket.count) >= 0 else { return nil }
        return bucket
    }

    private static func number(in bytes: [UInt8], at start: Int) -> UInt64 {
        bytes[start..<(start + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// FNV-1a: against half-written and foreign files, not against malice, which the file's mode keeps out.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
