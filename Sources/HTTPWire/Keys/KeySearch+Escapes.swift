import APIClient
import Platform

/// Forms of a key of which some or all characters are escaped: `\u0061`, `\x61`, `%61`.
extension KeySearch {
    /// The forms that have at least one character escaped.
    func escaped(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var marks = EscapeMarks(bytes)
        var place = 0
        while true {
            place = marks.next(from: place)
            guard place < bytes.count else { return found }
            guard let escape = Self.escape(at: place, bytes), isPart[Int(escape.byte)] else {
                place += 1
                continue
            }
            if let range = range(around: place, escape, bytes) {
                found.append(range)
                place = range.upperBound
            } else {
                place = escape.end
            }
        }
    }

    /// The form of which an escape is the first escaped character.
    private func range(
        around place: Int, _ escape: (byte: UInt8, end: Int), _ bytes: UnsafeRawBufferPointer
    ) -> Range<Int>? {
        for form in forms {
            for index in form.bytes.indices where Self.isSame(escape.byte, form.bytes[index], form) {
                guard index <= place, Self.matches(form, 0..<index, at: place - index, bytes) else { continue }
                var next: Int? = escape.end
                for wanted in form.bytes[(index + 1)...] {
                    guard let place = next else { break }
                    next = Self.pass(wanted, form, at: place, bytes)
                }
                if let next { return (index == 0 ? place : Self.afterEscape(place - index, bytes))..<next }
            }
        }
        return nil
    }

    /// The place after one character of a form, escaped or not; nil where another one stands.
    private static func pass(_ wanted: UInt8, _ form: Form, at place: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
        guard place < bytes.count else { return nil }
        if let escape = escape(at: place, bytes), isSame(escape.byte, wanted, form) { return escape.end }
        return isSame(bytes[place], wanted, form) ? place + 1 : nil
    }

    /// Bytes of doubling that are looked at: five levels of JSON in JSON.
    private static let deepest = 32

    /// The character that is escaped at `place`, and where the escape ends. Backslashes and `%25` may be doubled, as in
    /// JSON within JSON and URLs within URLs.
    private static func escape(at place: Int, _ bytes: UnsafeRawBufferPointer) -> (byte: UInt8, end: Int)? {
        var next = place + 1
        switch bytes[place] {
        case UInt8(ascii: "%"):
            while next + 1 < bytes.count, bytes[next] == UInt8(ascii: "2"), bytes[next + 1] == UInt8(ascii: "5"),
                next - place < deepest
            {
                next += 2
            }
            return digits(2, at: next, bytes)
        case UInt8(ascii: "\\"):
            while next < bytes.count, bytes[next] == UInt8(ascii: "\\"), next - place < deepest { next += 1 }
            guard next < bytes.count else { return nil }
            switch bytes[next] {
            case UInt8(ascii: "u"): return digits(4, at: next + 1, bytes)
            case UInt8(ascii: "x"): return digits(2, at: next + 1, bytes)
            case UInt8(ascii: "/"), UInt8(ascii: "\""): return (bytes[next], next + 1)
            default: return next - place > 1 ? (UInt8(ascii: "\\"), place + 2) : nil
            }
        default: return nil
        }
    }

    private static func digits(_ count: Int, at start: Int, _ bytes: UnsafeRawBufferPointer) -> (byte: UInt8, end: Int)?
    {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for index in start..<(start + count) {
            let byte = bytes[index].asciiLowercased
            guard byte.isASCIIHexDigit else { return nil }
            value = value << 4 | Int(byte.isASCIIDigit ? byte - 0x30 : byte - 0x61 + 10)
        }
        return value < 0x80 ? (UInt8(value), start + count) : nil
    }
}

/// The places where an escape may begin, found by the C library, which looks at many bytes at a time.
private struct EscapeMarks {
    private let bytes: UnsafeRawBufferPointer
    private var backslash = -1
    private var percent = -1

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The first backslash or `%` from `start`, or the end. Each call starts no earlier than the one before.
    mutating func next(from start: Int) -> Int {
        if backslash < start { backslash = first(0x5C, from: start) }
        if percent < start { percent = first(0x25, from: start) }
        return min(backslash, percent)
    }

    private func first(_ byte: CInt, from start: Int) -> Int {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, byte, bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }
}
