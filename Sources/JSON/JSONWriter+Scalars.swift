extension JSONWriter {
    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(JSONByte.minus) }
        var rest = value.magnitude
        if rest < 10 {
            bytes.append(JSONByte.zero + UInt8(truncatingIfNeeded: rest))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            while rest > 0 {
                first -= 1
                digits[first] = JSONByte.zero + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            bytes.append(contentsOf: digits[first...])
        }
    }

    /// Writes a float with the shortest text that reads back the same, always as a float: `1.0`, `1e+300`, `-0.0`.
    ///
    /// NaN and the infinities throw.
    public mutating func number(_ value: Double) throws(JSONWriteError) {
        guard value.isFinite else { throw .notFinite(value) }
        separate()
        // `description` is the shortest that reads back, and it never lacks both point and exponent.
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        separate()
        quoted(value)
    }

    /// Writes a string of UTF-8; throws where the bytes are none.
    public mutating func string(utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        separate()
        try quoted(utf8)
    }

    /// Writes the key of the next value.
    public mutating func key(_ key: String) {
        separate()
        quoted(key)
        colon()
    }

    /// Writes the key of the next value in UTF-8; throws where the bytes are none.
    public mutating func key(utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        separate()
        try quoted(utf8)
        colon()
    }

    private mutating func colon() {
        bytes.append(JSONByte.colon)
        if indent != nil { bytes.append(0x20) }
        followsKey = true
    }

    private mutating func quoted(_ value: String) {
        var value = value
        value.withUTF8 {
            // A Swift string is always valid UTF-8, so nothing is thrown.
            try? quoted(UnsafeRawBufferPointer($0))
        }
    }

    private mutating func quoted(_ utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        // Most strings are short and need no escape: one append of the whole token costs a third of three.
        if utf8.count <= Self.shortString, let start = utf8.baseAddress,
            JSONScan.plain(from: start, to: start + utf8.count) == start + utf8.count
        {
            withUnsafeTemporaryAllocation(byteCount: Self.shortString + 2, alignment: 1) { token in
                token[0] = JSONByte.quote
                UnsafeMutableRawBufferPointer(rebasing: token[1...]).copyMemory(from: utf8)
                token[utf8.count + 1] = JSONByte.quote
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: token[..<(utf8.count + 2)]))
            }
            return
        }
        try quotedInRuns(utf8)
    }

    /// Up to this many bytes a string is put together before it is appended.
    private static let shortString = 62

    private mutating func quotedInRuns(_ utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        bytes.append(JSONByte.quote)
        if let start = utf8.baseAddress {
            let end = start + utf8.count
            var run = start
            var place = start
            while true {
                place = JSONScan.plain(from: place, to: end)
                guard place < end else { break }
                let byte = place.load(as: UInt8.self)
                if byte >= 0x80 {
                    let length = JSONScan.sequenceLength(at: place, end: end)
                    guard length > 0 else { throw .invalidUTF8(offset: place - start) }
                    place += length
                    continue
                }
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: run, count: place - run))
                escape(byte)
                place += 1
                run = place
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: run, count: end - run))
        }
        bytes.append(JSONByte.quote)
    }

    /// Writes the escape of a quotation mark, a backslash or a control byte.
    private mutating func escape(_ byte: UInt8) {
        bytes.append(JSONByte.backslash)
        switch byte {
        case JSONByte.quote, JSONByte.backslash: bytes.append(byte)
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(JSONByte.t)
        case 0x0A: bytes.append(JSONByte.n)
        case 0x0C: bytes.append(JSONByte.f)
        case 0x0D: bytes.append(0x72)
        default:
            let digit = byte & 0xF
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(digit < 10 ? JSONByte.zero + digit : 0x61 + digit - 10)
        }
    }
}
