extension JSONWriter {
    /// Writes an integer.
    public mutating func integer(_ value: Int64) throws(JSONWriteError) {
        try separate(room: 20)
        if value < 0 { buffer.put(JSONByte.minus) }
        var rest = value.magnitude
        if rest < 10 { return buffer.put(JSONByte.zero + UInt8(truncatingIfNeeded: rest)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            while rest > 0 {
                first -= 1
                digits[first] = JSONByte.zero + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            buffer.put(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[first...]))
        }
    }

    /// Writes a float with the shortest text that reads back the same, always as a float: `1.0`, `1e+300`, `-0.0`.
    ///
    /// NaN and the infinities throw.
    public mutating func number(_ value: Double) throws(JSONWriteError) {
        guard value.isFinite else { throw .notFinite(value) }
        try separate()
        // `description` is the shortest that reads back, and it never lacks both point and exponent.
        try buffer.append(value.description.utf8)
    }

    /// Writes a string.
    public mutating func string(_ value: String) throws(JSONWriteError) {
        try separate()
        try quoted(value)
    }

    /// Writes a string of UTF-8; throws where the bytes are none.
    public mutating func string(utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        try separate(room: utf8.count + 2)
        try quoted(utf8)
    }

    /// Writes the key of the next value.
    public mutating func key(_ key: String) throws(JSONWriteError) {
        try separate()
        try quoted(key)
        try colon()
    }

    /// Writes the key of the next value in UTF-8; throws where the bytes are none.
    public mutating func key(utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        try separate(room: utf8.count + 3)
        try quoted(utf8)
        try colon()
    }

    @inline(__always)
    private mutating func colon() throws(JSONWriteError) {
        try buffer.append(JSONByte.colon)
        if indent != nil { try buffer.append(0x20) }
        followsKey = true
    }

    private mutating func quoted(_ value: String) throws(JSONWriteError) {
        var value = value
        // The standard library passes on any error, not which.
        var failure: JSONWriteError?
        value.withUTF8 { utf8 in
            do throws(JSONWriteError) {
                try buffer.reserve(utf8.count + 2)
                try quoted(UnsafeRawBufferPointer(utf8))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Writes a string, for which there is room if nothing in it must be escaped.
    @inline(__always)
    private mutating func quoted(_ utf8: UnsafeRawBufferPointer) throws(JSONWriteError) {
        buffer.put(JSONByte.quote)
        let plain = buffer.putPlain(utf8)
        // Most strings need no escape.
        if plain < utf8.count { try escaped(from: plain, in: utf8) }
        try buffer.append(JSONByte.quote)
    }

    /// Writes the rest of a string, from a byte on that is not plain.
    @inline(never)
    private mutating func escaped(
        from first: Int, in utf8: UnsafeRawBufferPointer
    ) throws(JSONWriteError) {
        guard let start = utf8.baseAddress else { return }
        let end = start + utf8.count
        var run = start + first
        var place = run
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
            try buffer.append(UnsafeRawBufferPointer(start: run, count: place - run))
            try escape(byte)
            place += 1
            run = place
        }
        try buffer.append(UnsafeRawBufferPointer(start: run, count: end - run))
    }

    /// Writes the escape of a quotation mark, a backslash or a control byte.
    private mutating func escape(_ byte: UInt8) throws(JSONWriteError) {
        try buffer.reserve(6)
        buffer.put(JSONByte.backslash)
        switch byte {
        case JSONByte.quote, JSONByte.backslash: buffer.put(byte)
        case 0x08: buffer.put(0x62)
        case 0x09: buffer.put(JSONByte.t)
        case 0x0A: buffer.put(JSONByte.n)
        case 0x0C: buffer.put(JSONByte.f)
        case 0x0D: buffer.put(0x72)
        default:
            let digit = byte & 0xF
            try buffer.append(byte < 0x10 ? "u000" : "u001")
            try buffer.append(digit < 10 ? JSONByte.zero + digit : 0x61 + digit - 10)
        }
    }
}
