import JSON

/// Writes down what a reader reports; throws at the event of a given number.
struct EventRecorder: JSONVisitor {
    struct Stop: Error, Equatable {}

    var events: [String] = []
    var depth = 0
    var deepest = 0
    var records = true
    /// The event that throws, counted from 0.
    var stopsAt = Int.max
    private var seen = 0

    init(records: Bool = true, stopsAt: Int = .max) {
        self.records = records
        self.stopsAt = stopsAt
    }

    private mutating func note(_ event: @autoclosure () -> String) throws(Stop) {
        if seen == stopsAt { throw Stop() }
        seen += 1
        if records { events.append(event()) }
    }

    mutating func null() throws(Stop) { try note("null") }
    mutating func bool(_ value: Bool) throws(Stop) { try note("\(value)") }
    mutating func integer(_ value: Int64) throws(Stop) { try note("i\(value)") }
    mutating func number(_ value: Double) throws(Stop) { try note("n\(value)") }
    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Stop) {
        try note("s" + String(decoding: utf8, as: UTF8.self))
    }
    mutating func key(_ utf8: UnsafeRawBufferPointer) throws(Stop) {
        try note("k" + String(decoding: utf8, as: UTF8.self))
    }

    mutating func beginArray() throws(Stop) {
        try note("[")
        depth += 1
        deepest = max(deepest, depth)
    }

    mutating func endArray(count: Int) throws(Stop) {
        try note("]\(count)")
        depth -= 1
    }

    mutating func beginObject() throws(Stop) {
        try note("{")
        depth += 1
        deepest = max(deepest, depth)
    }

    mutating func endObject(count: Int) throws(Stop) {
        try note("}\(count)")
        depth -= 1
    }
}
