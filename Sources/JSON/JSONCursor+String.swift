extension JSONCursor {
    /// Moves over the rest of a string, up to and with its closing quotation mark.
    ///
    /// A string without escapes is a part of the text itself; another one is put together in `scratch`.
    @inlinable
    @inline(__always)
    mutating func string(scratch: inout JSONScratch) throws(JSONError) -> UnsafeRawBufferPointer {
        let first = next
        next = JSONScan.plain(from: next, to: end)
        if next < end, next.load(as: UInt8.self) == JSONByte.quote {
            let string = UnsafeRawBufferPointer(start: first, count: next - first)
            next += 1
            return string
        }
        return try unusualString(from: first, scratch: &scratch)
    }

    /// The rest of a string that began at `first` and has, at the cursor, its first byte that is not plain.
    @usableFromInline
    @inline(never)
    mutating func unusualString(
        from first: UnsafeRawPointer, scratch: inout JSONScratch
    ) throws(JSONError) -> UnsafeRawBufferPointer {
        var run = first
        var hasEscapes = false
        scratch.clear()
        while next < end {
            let byte = next.load(as: UInt8.self)
            switch byte {
            case JSONByte.quote:
                let rest = UnsafeRawBufferPointer(start: run, count: next - run)
                next += 1
                guard hasEscapes else { return rest }
                scratch.append(rest)
                return scratch.contents
            case JSONByte.backslash:
                hasEscapes = true
                scratch.append(UnsafeRawBufferPointer(start: run, count: next - run))
                next += 1
                scratch.append(try escape())
                run = next
            case 0x80...:
                let length = JSONScan.sequenceLength(at: next, end: end)
                guard length == 0 else {
                    next += length
                    continue
                }
                guard surrogates == .replaced, JSONScan.isEncodedSurrogate(at: next, end: end) else {
                    throw error(.invalidUTF8)
                }
                hasEscapes = true
                scratch.append(UnsafeRawBufferPointer(start: run, count: next - run))
                scratch.append(replacement())
                next += 3
                run = next
            case ..<0x20:
                throw error(.controlByteInString(byte))
            default:
                next = JSONScan.plain(from: next, to: end)
            }
        }
        throw error(.endOfText(expected: .stringEnd))
    }

    /// The character of the escape whose backslash has just been passed.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard next < end else { throw error(.endOfText(expected: .escape)) }
        let byte = next.load(as: UInt8.self)
        let scalar: Unicode.Scalar
        switch byte {
        case JSONByte.quote, JSONByte.backslash, 0x2F: scalar = Unicode.Scalar(byte)
        case 0x62: scalar = "\u{8}"
        case JSONByte.f: scalar = "\u{C}"
        case JSONByte.n: scalar = "\n"
        case 0x72: scalar = "\r"
        case JSONByte.t: scalar = "\t"
        case JSONByte.u: return try unicodeEscape()
        default: throw error(.unexpectedByte(byte, expected: .escape))
        }
        next += 1
        return scalar
    }

    /// The character of a `\u` escape, with its second half where it is the first of a surrogate pair.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let backslash = next - 1
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = next
        if UTF16.isLeadSurrogate(unit), end - second >= 2, second.load(as: UInt8.self) == JSONByte.backslash,
            second.load(fromByteOffset: 1, as: UInt8.self) == JSONByte.u
        {
            next += 1
            let low = try codeUnit()
            if UTF16.isTrailSurrogate(low) { return UTF16.decode(UTF16.EncodedScalar([unit, low])) }
        }
        guard surrogates == .refused else {
            next = second
            return replacement()
        }
        next = backslash
        throw error(.loneSurrogate(unit))
    }

    /// What stands for half a surrogate pair.
    private mutating func replacement() -> Unicode.Scalar {
        replacements += 1
        return "\u{FFFD}"
    }

    /// The four digits after the `u` at the cursor.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        next += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard next < end else { throw error(.endOfText(expected: .hexDigit)) }
            let byte = next.load(as: UInt8.self)
            let digit: UInt8
            switch byte {
            case JSONByte.zero...JSONByte.nine: digit = byte - JSONByte.zero
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw error(.unexpectedByte(byte, expected: .hexDigit))
            }
            unit = unit << 4 | UInt16(digit)
            next += 1
        }
        return unit
    }
}
