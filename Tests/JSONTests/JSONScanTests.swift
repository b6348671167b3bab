import Testing

@testable import JSON

struct JSONScanTests {
    /// Where the first byte stands that is not plain, of `bytes` from `start` on.
    private static func plain(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return 0 }
            let found = JSONScan.plain(from: base + start, to: base + text.count) - base
            // One byte more, which must not be touched.
            var copy = [UInt8](repeating: 0x2A, count: text.count - start + 1)
            let copied = copy.withUnsafeMutableBytes { copy in
                copy.baseAddress.map { JSONScan.copyPlain(from: base + start, to: base + text.count, into: $0) - base }
            }
            #expect(copied == found)
            #expect(copy[..<(found - start)] == bytes[start..<found] && copy.last == 0x2A)
            return found
        }
    }

    @Test(arguments: 0...40)
    func eachSpecialByteIsFoundAtEachPlace(_ length: Int) {
        for special: UInt8 in [0x22, 0x5C, 0x00, 0x1F, 0x80, 0xFF] {
            for place in 0..<max(length, 1) {
                var bytes = [UInt8](repeating: 0x61, count: length)
                if length > 0 { bytes[place] = special }
                #expect(Self.plain(bytes, from: 0) == (length > 0 ? place : 0))
                // From behind it, it is not seen.
                if place < length { #expect(Self.plain(bytes, from: place + 1) == length) }
            }
        }
    }

    @Test func allOtherBytesArePlain() {
        let plain = (0x20...0x7F).map { UInt8($0) }.filter { $0 != 0x22 && $0 != 0x5C }
        for length in 0...24 {
            for first in plain {
                let bytes = (0..<length).map { plain[(Int(first) + $0) % plain.count] }
                #expect(Self.plain(bytes, from: 0) == length)
            }
        }
    }

    @Test func theFirstOfSeveralSpecialBytesIsFound() {
        for length in 1...24 {
            for first in 0..<length {
                for second in first..<length {
                    var bytes = [UInt8](repeating: 0x7E, count: length)
                    bytes[first] = 0x22
                    bytes[second] = 0x22
                    // One more than a quotation mark: a borrow marks it too.
                    if second + 1 < length { bytes[second + 1] = 0x23 }
                    #expect(Self.plain(bytes, from: 0) == first)
                }
            }
        }
    }
}
