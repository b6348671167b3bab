import JSON

/// Takes everything and keeps nothing: reading with it tells whether a text is JSON.
struct JSONCheck: JSONVisitor {
    mutating func null() {}
    mutating func bool(_ value: Bool) {}
    mutating func integer(_ value: Int64) {}
    mutating func number(_ value: Double) {}
    mutating func string(_ utf8: UnsafeRawBufferPointer) {}
    mutating func key(_ utf8: UnsafeRawBufferPointer) {}
    mutating func beginArray() {}
    mutating func endArray(count: Int) {}
    mutating func beginObject() {}
    mutating func endObject(count: Int) {}
}
