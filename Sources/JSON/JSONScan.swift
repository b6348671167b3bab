/// Scans over the bytes of strings, for the reader and the writer alike.
@usableFromInline
enum JSONScan {
    /// The first place from `start` whose byte is no plain string content: a quotation mark, a backslash, a control
    /// byte or one that is not ASCII; `end` where there is none.
    @inlinable
    @inline(__always)
    static func plain(from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> UnsafeRawPointer {
        var place = start
        while end - place >= 8 {
            let marks = marks(of: UInt64(littleEndian: place.loadUnaligned(as: UInt64.self)))
            if marks != 0 { return place + marks.trailingZeroBitCount &>> 3 }
            place += 8
        }
        while place < end {
            let byte = place.load(as: UInt8.self)
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
            place += 1
        }
        return place
    }

    /// As ``plain(from:to:)``, and copies what it goes over to `target`, which has room for all of it and may be written
    /// beyond the place that is answered.
    @inline(__always)
    static func copyPlain(
        from start: UnsafeRawPointer, to end: UnsafeRawPointer, into target: UnsafeMutableRawPointer
    ) -> UnsafeRawPointer {
        var place = start
        var copy = target
        while end - place >= 8 {
            let word = place.loadUnaligned(as: UInt64.self)
            copy.storeBytes(of: word, as: UInt64.self)
            let marks = marks(of: UInt64(littleEndian: word))
            if marks != 0 { return place + marks.trailingZeroBitCount &>> 3 }
            place += 8
            copy += 8
        }
        if place == end { return end }
        if end - start >= 8 {
            // The last eight bytes once more, of which the first are known to be plain: strings end here, not texts.
            let last = end - 8
            let word = last.loadUnaligned(as: UInt64.self)
            (target + (last - start)).storeBytes(of: word, as: UInt64.self)
            let marks = marks(of: UInt64(littleEndian: word))
            return marks == 0 ? end : last + marks.trailingZeroBitCount &>> 3
        }
        if end - start >= 4 {
            let first = start.loadUnaligned(as: UInt32.self)
            let last = (end - 4).loadUnaligned(as: UInt32.self)
            target.storeBytes(of: first, as: UInt32.self)
            (target + (end - 4 - start)).storeBytes(of: last, as: UInt32.self)
            if marks(of: UInt64(UInt32(littleEndian: first)) | UInt64(UInt32(littleEndian: last)) &<< 32) == 0 {
                return end
            }
        }
        while place < end {
            let byte = place.load(as: UInt8.self)
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
            copy.storeBytes(of: byte, as: UInt8.self)
            place += 1
            copy += 1
        }
        return place
    }

    /// The top bit of each byte tells that the byte is special. A borrow can only mark bytes above one that is truly special,
    /// so the lowest mark is always right, and no mark means that all are plain.
    @inlinable
    @inline(__always)
    static func marks(of word: UInt64) -> UInt64 {
        let quote = word ^ 0x2222_2222_2222_2222
        let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let quoteMarks = (quote &- 0x0101_0101_0101_0101) & ~quote
        let backslashMarks = (backslash &- 0x0101_0101_0101_0101) & ~backslash
        let controlMarks = (word &- 0x2020_2020_2020_2020) & ~word
        return (quoteMarks | backslashMarks | controlMarks | word) & 0x8080_8080_8080_8080
    }

    /// Whether the three bytes at `place` are half a surrogate pair, encoded as if it were a character.
    static func isEncodedSurrogate(at place: UnsafeRawPointer, end: UnsafeRawPointer) -> Bool {
        end - place >= 3 && place.load(as: UInt8.self) == 0xED
            && (0xA0...0xBF).contains(place.load(fromByteOffset: 1, as: UInt8.self))
            && (0x80...0xBF).contains(place.load(fromByteOffset: 2, as: UInt8.self))
    }

    /// The length of the UTF-8 sequence at `place`, whose first byte is not ASCII; 0 where it is not valid (cut short,
    /// overlong, a surrogate, or beyond U+10FFFF).
    static func sequenceLength(at place: UnsafeRawPointer, end: UnsafeRawPointer) -> Int {
        let first = place.load(as: UInt8.self)
        let left = end - place
        func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            range.contains(place.load(fromByteOffset: offset, as: UInt8.self))
        }
        switch first {
        case 0xC2...0xDF:
            return left >= 2 && continues(1) ? 2 : 0
        case 0xE0...0xEF:
            let second: ClosedRange<UInt8> = first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : 0x80...0xBF
            return left >= 3 && continues(1, second) && continues(2) ? 3 : 0
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> = first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            return left >= 4 && continues(1, second) && continues(2) && continues(3) ? 4 : 0
        default:
            return 0
        }
    }
}
