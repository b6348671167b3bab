/// Keeps the parts of a text, as many as are kept at most. It shares what it points to: who makes one frees it.
struct JSONRecorder: JSONVisitor {
    enum Failure: Error {
        case tooMany
    }

    private struct Container {
        let place: Int
        let values: Int
        let isArray: Bool
    }

    private let text: UnsafeRawBufferPointer
    private let parts = UnsafeMutablePointer<JSONPart>.allocate(capacity: JSONParts.most)
    private var count = 0
    private(set) var copies: [UInt8] = []

    // The innermost open container: where it begins, and how many values it has. Outside of all it is none of both kinds.
    private var place = 0
    private var values = 0
    private var isArray = false
    private var outer: [Container] = []

    init(of text: UnsafeRawBufferPointer) {
        self.text = text
    }

    func free() { parts.deallocate() }

    var kept: [JSONPart] { Array(UnsafeBufferPointer(start: parts, count: count)) }

    @inline(__always)
    private mutating func put(_ part: JSONPart) throws(Failure) {
        guard count < JSONParts.most else { throw .tooMany }
        parts[count] = part
        count += 1
    }

    @inline(__always)
    private mutating func value(_ part: JSONPart) throws(Failure) {
        try put(part)
        values += 1
    }

    @inline(__always)
    private mutating func part(
        _ utf8: UnsafeRawBufferPointer, _ kind: JSONPart.Kind, copied: JSONPart.Kind
    ) -> JSONPart {
        if let start = utf8.baseAddress, let first = text.baseAddress, start >= first, start < first + text.count {
            return JSONPart(kind, size: utf8.count, value: UInt64(start - first))
        }
        let start = copies.count
        copies.append(contentsOf: utf8)
        return JSONPart(copied, size: utf8.count, value: UInt64(start))
    }

    mutating func null() throws(Failure) {
        try put(JSONPart(.null))
        // Of an object it is no field.
        if isArray { values += 1 }
    }

    mutating func bool(_ value: Bool) throws(Failure) { try self.value(JSONPart(value ? .true : .false)) }

    mutating func integer(_ value: Int64) throws(Failure) {
        try self.value(JSONPart(.integer, value: UInt64(bitPattern: value)))
    }

    mutating func number(_ value: Double) throws(Failure) {
        try self.value(JSONPart(.number, value: value.bitPattern))
    }

    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try value(part(utf8, .string, copied: .copiedString))
    }

    mutating func key(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try put(part(utf8, .key, copied: .copiedKey))
    }

    private mutating func begin(isArray: Bool) throws(Failure) {
        outer.append(Container(place: place, values: values, isArray: self.isArray))
        place = count
        values = 0
        self.isArray = isArray
        try put(JSONPart(isArray ? .array : .object))
    }

    private mutating func end() throws(Failure) {
        parts[place] = JSONPart(isArray ? .array : .object, size: values)
        guard let container = outer.popLast() else { return }
        place = container.place
        values = container.values
        isArray = container.isArray
        try value(JSONPart(.end))
    }

    mutating func beginArray() throws(Failure) { try begin(isArray: true) }
    mutating func endArray(count: Int) throws(Failure) { try end() }
    mutating func beginObject() throws(Failure) { try begin(isArray: false) }
    mutating func endObject(count: Int) throws(Failure) { try end() }
}
