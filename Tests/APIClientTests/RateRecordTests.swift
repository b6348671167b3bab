import TestSupport
import Testing

@testable import APIClient

struct RateRecordTests {
    private static let bucket: RateBucket = {
        var bucket = RateBucket()
        (bucket.fullAt, bucket.pausedUntil, bucket.day, bucket.count) = (1 << 50, 12_345, 20_000, 77)
        return bucket
    }()

    @Test func aBucketComesBackAsItWas() {
        let bytes = RateRecord.bytes(of: Self.bucket)
        #expect(bytes.count == RateRecord.size)
        #expect(RateRecord.bucket(of: bytes) == Self.bucket)
        #expect(RateRecord.bucket(of: RateRecord.bytes(of: RateBucket())) == RateBucket())
    }

    @Test func everyChangedByteIsNoticed() {
        let bytes = RateRecord.bytes(of: Self.bucket)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(RateRecord.bucket(of: changed) == nil, "\(index)")
        }
        for count in 0..<bytes.count { #expect(RateRecord.bucket(of: Array(bytes[..<count])) == nil) }
        #expect(RateRecord.bucket(of: bytes + [0]) == nil)
    }

    @Test func aRecordOfImpossibleNumbersIsNone() {
        var bucket = Self.bucket
        bucket.fullAt = .min
        #expect(RateRecord.bucket(of: RateRecord.bytes(of: bucket)) == nil)
    }

    @Test(arguments: [Int64.max, 1 << 62, 5_000_000_000_000])
    func aTimeThatLiesTooFarAheadIsForgotten(_ time: Int64) {
        let pace = RatePace(perSecond: 80)
        for field in [\RateBucket.fullAt, \.pausedUntil] {
            var bucket = RateBucket()
            bucket[keyPath: field] = time
            #expect(bucket.take(at: 1_000, pace, today: nil, dayLimit: nil) == .go)
            #expect(bucket.take(at: 1_000, pace, today: nil, dayLimit: nil) == .wait(12_500_000))
        }
    }
}
