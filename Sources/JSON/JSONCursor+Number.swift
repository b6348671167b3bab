extension JSONCursor {
    /// A number as it will be reported.
    @usableFromInline
    @frozen
    enum Number {
        case integer(Int64)
        case double(Double)
    }

    /// Moves over the number that begins at the cursor with a minus sign or a digit.
    @inlinable
    @inline(__always)
    mutating func number() throws(JSONError) -> Number {
        var place = next
        let isNegative = place.load(as: UInt8.self) == JSONByte.minus
        if isNegative { place += 1 }
        let firstDigit = place
        var magnitude: UInt64 = 0
        while place < end {
            let digit = place.load(as: UInt8.self) &- JSONByte.zero
            guard digit <= 9 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            place += 1
        }
        // Up to 18 digits cannot overflow. Zero is left to the other way for its sign and its superfluous digits, so is
        // everything with a fraction or an exponent.
        let digits = place - firstDigit
        guard digits >= 1, digits <= 18, firstDigit.load(as: UInt8.self) != JSONByte.zero || digits == 1 && !isNegative
        else { return try unusualNumber() }
        if place < end {
            let byte = place.load(as: UInt8.self)
            if byte == JSONByte.point || byte | 0x20 == 0x65 { return try unusualNumber() }
        }
        next = place
        let value = Int64(truncatingIfNeeded: magnitude)
        return .integer(isNegative ? 0 &- value : value)
    }

    /// The same for every number, in full.
    @usableFromInline
    @inline(never)
    mutating func unusualNumber() throws(JSONError) -> Number {
        let first = next
        let isNegative = next.load(as: UInt8.self) == JSONByte.minus
        if isNegative { next += 1 }

        var decimal = Decimal()
        let firstDigit = next
        try digits { decimal.append($0, isFraction: false) }
        let wholeDigits = next - firstDigit
        if wholeDigits > 1, firstDigit.load(as: UInt8.self) == JSONByte.zero {
            next = firstDigit
            throw error(.leadingZero)
        }

        var isWhole = true
        if next < end, next.load(as: UInt8.self) == JSONByte.point {
            isWhole = false
            next += 1
            try digits { decimal.append($0, isFraction: true) }
        }
        if next < end, next.load(as: UInt8.self) | 0x20 == 0x65 {
            isWhole = false
            next += 1
            var exponentIsNegative = false
            if next < end {
                let sign = next.load(as: UInt8.self)
                exponentIsNegative = sign == JSONByte.minus
                if exponentIsNegative || sign == 0x2B { next += 1 }
            }
            var exponent = 0
            try digits { exponent = min(exponent * 10 + Int($0), 1_000_000) }
            // A fraction of a million digits could balance an exponent that was cut here.
            if exponent == 1_000_000 { decimal.isExact = false }
            decimal.exponent += exponentIsNegative ? -exponent : exponent
        }

        if isWhole, wholeDigits <= 19, let integer = decimal.integer(isNegative: isNegative) {
            return .integer(integer)
        }
        if let exact = decimal.exactDouble { return .double(isNegative ? -exact : exact) }
        let text = String(decoding: UnsafeRawBufferPointer(start: first, count: next - first), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            next = first
            throw error(.numberOutOfRange)
        }
        return .double(value)
    }

    /// Moves over one digit or more.
    private mutating func digits(_ body: (UInt8) -> Void) throws(JSONError) {
        guard next < end else { throw error(.endOfText(expected: .digit)) }
        let byte = next.load(as: UInt8.self)
        guard byte &- JSONByte.zero <= 9 else { throw error(.unexpectedByte(byte, expected: .digit)) }
        while next < end {
            let digit = next.load(as: UInt8.self) &- JSONByte.zero
            guard digit <= 9 else { return }
            body(digit)
            next += 1
        }
    }

    /// The digits of a number as far as they fit 64 bits: `significand` x 10^`exponent`.
    private struct Decimal {
        var significand: UInt64 = 0
        var exponent = 0
        /// Whether every digit that counts is in `significand`.
        var isExact = true

        mutating func append(_ digit: UInt8, isFraction: Bool) {
            let (tens, overflow) = significand.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            guard isExact, !overflow, !carry else {
                isExact = false
                return
            }
            significand = sum
            if isFraction { exponent -= 1 }
        }

        /// The value where it is a 64-bit integer; nil for -0, which only a float can hold.
        func integer(isNegative: Bool) -> Int64? {
            guard isExact else { return nil }
            if !isNegative { return Int64(exactly: significand) }
            guard significand > 0, significand <= UInt64(Int64.max) + 1 else { return nil }
            return Int64(truncatingIfNeeded: 0 &- significand)
        }

        /// The nearest double where one correctly rounded operation on exact doubles gives it: the significand below
        /// 2^53 and a power of ten up to 10^22 are both exact.
        var exactDouble: Double? {
            guard isExact, significand <= 1 << 53, abs(exponent) <= 22 else { return nil }
            let power = Self.powersOfTen[abs(exponent)]
            return exponent < 0 ? Double(significand) / power : Double(significand) * power
        }

        private static let powersOfTen: [Double] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
            1e19,
            1e20, 1e21, 1e22,
        ]
    }
}
