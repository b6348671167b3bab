/// Reads one JSON text as ``JSONReader`` does, and keeps its parts, as many at a time as there is room for.
///
/// It is the same cursor without a visitor: whoever builds something of nearly all parts need not be called for each.
public struct JSONPartReader: ~Copyable {
    /// A container around the one that is open.
    private struct Frame {
        /// The part that begins it; -1 where that has been handed out.
        var place: Int
        var values: Int
        var isArray: Bool
    }

    /// Bytes of texts that had escapes, kept at a time.
    private static let room = 1 << 14
    /// Bytes of the text that are gone over at a time.
    private static let stretch = 1 << 20

    private var cursor: JSONCursor
    private let depthLimit: Int
    private let capacity: Int
    private let storage: UnsafeMutablePointer<JSONPart>
    private var count = 0
    private var scratch = JSONScratch()
    /// Texts that had escapes.
    public private(set) var copies: [UInt8] = []
    /// Whether all copies are kept; else one that is large ends what is read at a time, and lies in `scratch`.
    private let keepsCopies: Bool
    private var isFull = false
    private var isAfterValue = false

    // The innermost open container. Outside of all it is none of both kinds.
    private var open = Frame(place: -1, values: 0, isArray: false)
    private var frames: UnsafeMutablePointer<Frame>
    private var frameCapacity = 16
    private var depth = 0

    /// A reader that has room for `capacity` parts. With `keepsCopies` the texts of all parts last as long as the text and
    /// the copies; else as long as nothing more is read.
    public init(
        _ text: UnsafeRawBufferPointer, surrogates: JSONSurrogates, depthLimit: Int = 1000, capacity: Int,
        keepsCopies: Bool = false
    ) {
        let start = text.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        cursor = JSONCursor(start: start, end: start + text.count, surrogates: surrogates)
        self.depthLimit = depthLimit
        self.capacity = max(capacity, 8)
        self.keepsCopies = keepsCopies
        storage = .allocate(capacity: self.capacity)
        frames = .allocate(capacity: frameCapacity)
    }

    deinit {
        storage.deallocate()
        frames.deallocate()
        scratch.free()
    }

    /// What was read last, in order. A container that has not ended in it says how many values it has so far.
    public var parts: UnsafeBufferPointer<JSONPart> { UnsafeBufferPointer(start: storage, count: count) }

    /// Halves of surrogate pairs that were replaced.
    public var replaced: Int { cursor.replacements }

    /// Reads on; false where the text has ended, and the parts are the last ones.
    public mutating func read() throws(JSONError) -> Bool {
        count = 0
        copies.removeAll(keepingCapacity: true)
        isFull = false
        forgetPlaces()
        let stretchEnd = keepsCopies ? cursor.end : min(cursor.next + Self.stretch, cursor.end)
        while true {
            // Each step puts two parts at most: the beginning of a container with its end, or with its first key.
            if count + 2 > capacity || isFull || cursor.next > stretchEnd {
                noteSizes()
                return true
            }
            if !isAfterValue {
                isAfterValue = try value()
            } else if depth > 0 {
                isAfterValue = try !separate()
            } else {
                try cursor.finish()
                return false
            }
        }
    }

    /// What was open goes on with its place unknown.
    private mutating func forgetPlaces() {
        guard depth > 0 else { return }
        open.place = -1
        for outer in 0..<depth { frames[outer].place = -1 }
    }

    private func noteSizes() {
        note(open)
        for outer in 0..<depth { note(frames[outer]) }
    }

    @inline(__always)
    private func note(_ container: Frame) {
        if container.place >= 0 {
            storage[container.place] = JSONPart(
                container.isArray ? .array : .object, size: container.values, value: UInt64(count))
        }
    }

    @inline(__always)
    private mutating func put(_ part: JSONPart) {
        storage[count] = part
        count &+= 1
    }

    /// Moves over what stands between two values; false where it is the end of a container.
    @inline(__always)
    private mutating func separate() throws(JSONError) -> Bool {
        if open.isArray {
            let byte = try cursor.token(expected: .commaOrArrayEnd)
            if byte == JSONByte.comma {
                cursor.next += 1
                return true
            }
            guard byte == JSONByte.closeBracket else {
                throw cursor.error(.unexpectedByte(byte, expected: .commaOrArrayEnd))
            }
        } else {
            let byte = try cursor.token(expected: .commaOrObjectEnd)
            if byte == JSONByte.comma {
                cursor.next += 1
                try key(expected: .key)
                return true
            }
            guard byte == JSONByte.closeBrace else {
                throw cursor.error(.unexpectedByte(byte, expected: .commaOrObjectEnd))
            }
        }
        cursor.next += 1
        end()
        return false
    }

    /// Reads a value, or the beginning of a container; false where a value must follow.
    @inline(__always)
    private mutating func value() throws(JSONError) -> Bool {
        let byte = try cursor.token(expected: .value)
        switch byte {
        case JSONByte.quote:
            cursor.next += 1
            try text(.string, copied: .copiedString)
            open.values &+= 1
        case JSONByte.openBrace:
            try begin(isArray: false)
            guard try cursor.token(expected: .keyOrObjectEnd) == JSONByte.closeBrace else {
                try key(expected: .keyOrObjectEnd)
                return false
            }
            cursor.next += 1
            end()
        case JSONByte.openBracket:
            try begin(isArray: true)
            guard try cursor.token(expected: .value) == JSONByte.closeBracket else { return false }
            cursor.next += 1
            end()
        case JSONByte.minus, JSONByte.zero...JSONByte.nine:
            switch try cursor.number() {
            case .integer(let value): put(JSONPart(.integer, value: UInt64(bitPattern: value)))
            case .double(let value): put(JSONPart(.number, value: value.bitPattern))
            }
            open.values &+= 1
        case JSONByte.t:
            try cursor.literal("true")
            put(JSONPart(.true))
            open.values &+= 1
        case JSONByte.f:
            try cursor.literal("false")
            put(JSONPart(.false))
            open.values &+= 1
        case JSONByte.n:
            try cursor.literal("null")
            put(JSONPart(.null))
            // Of an object it is no field.
            if open.isArray { open.values &+= 1 }
        default: throw cursor.error(.unexpectedByte(byte, expected: .value))
        }
        return true
    }

    @inline(__always)
    private mutating func key(expected: JSONError.Expectation) throws(JSONError) {
        let byte = try cursor.token(expected: expected)
        guard byte == JSONByte.quote else { throw cursor.error(.unexpectedByte(byte, expected: expected)) }
        cursor.next += 1
        try text(.key, copied: .copiedKey)
        try cursor.colon()
    }

    /// Reads the rest of a string.
    @inline(__always)
    private mutating func text(_ kind: JSONPart.Kind, copied: JSONPart.Kind) throws(JSONError) {
        let first = cursor.next
        let last = JSONScan.plain(from: first, to: cursor.end)
        guard last < cursor.end, last.load(as: UInt8.self) == JSONByte.quote else {
            return try unusualText(kind, copied)
        }
        put(JSONPart(kind, size: last - first, value: UInt64(truncatingIfNeeded: first - cursor.start)))
        cursor.next = last + 1
    }

    @inline(never)
    private mutating func unusualText(_ kind: JSONPart.Kind, _ copied: JSONPart.Kind) throws(JSONError) {
        let start = cursor.start
        let text = try cursor.string(scratch: &scratch)
        guard let first = text.baseAddress, !text.isEmpty else { return put(JSONPart(kind)) }
        let isPart = first >= start && first < cursor.end
        if isPart || !keepsCopies && text.count > Self.room {
            // Counted from the text also where it lies elsewhere: until something more is read.
            isFull = isFull || !isPart
            return put(JSONPart(kind, size: text.count, value: UInt64(bitPattern: Int64(first - start))))
        }
        put(JSONPart(copied, size: text.count, value: UInt64(copies.count)))
        copies.append(contentsOf: text)
        isFull = isFull || !keepsCopies && copies.count > Self.room
    }

    @inline(__always)
    private mutating func begin(isArray: Bool) throws(JSONError) {
        guard depth < depthLimit else { throw cursor.error(.tooDeep(limit: depthLimit)) }
        if depth == frameCapacity { growFrames() }
        frames[depth] = open
        depth &+= 1
        open = Frame(place: count, values: 0, isArray: isArray)
        count &+= 1
        cursor.next += 1
    }

    @inline(__always)
    private mutating func end() {
        note(open)
        depth &-= 1
        open = frames[depth]
        put(JSONPart(.end))
        open.values &+= 1
    }

    @inline(never)
    private mutating func growFrames() {
        let wider = UnsafeMutablePointer<Frame>.allocate(capacity: frameCapacity * 2)
        wider.initialize(from: frames, count: frameCapacity)
        frames.deallocate()
        frames = wider
        frameCapacity *= 2
    }
}
