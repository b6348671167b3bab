import JSON
import LuaFloor

/// A JSON text as the list of steps that build its value, each container with its size.
struct JSONSteps: JSONVisitor {
    typealias Failure = Never

    private(set) var steps: [floor_Step] = []
    private var open: [Int] = []

    private mutating func add(_ kind: Int, size: Int = 0, _ value: floor_Step.__Unnamed_union_value = .init()) {
        steps.append(floor_Step(kind: Int32(kind), size: size, value: value))
    }

    private mutating func begin(_ kind: Int) {
        open.append(steps.count)
        add(kind)
    }

    private mutating func end(_ count: Int) {
        steps[open.removeLast()].size = count
        add(FLOOR_END)
    }

    mutating func null() { add(FLOOR_NULL) }
    mutating func bool(_ value: Bool) { add(value ? FLOOR_TRUE : FLOOR_FALSE) }
    mutating func integer(_ value: Int64) { add(FLOOR_INTEGER, .init(integer: value)) }
    mutating func number(_ value: Double) { add(FLOOR_NUMBER, .init(number: value)) }
    mutating func string(_ utf8: UnsafeRawBufferPointer) { text(utf8, FLOOR_STRING) }
    mutating func key(_ utf8: UnsafeRawBufferPointer) { text(utf8, FLOOR_KEY) }
    mutating func beginArray() { begin(FLOOR_ARRAY) }
    mutating func endArray(count: Int) { end(count) }
    mutating func beginObject() { begin(FLOOR_OBJECT) }
    mutating func endObject(count: Int) { end(count) }

    /// The texts live as long as the measure: they are never freed.
    private mutating func text(_ utf8: UnsafeRawBufferPointer, _ kind: Int) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, utf8.count), alignment: 1)
        copy.copyMemory(from: utf8)
        add(kind, size: utf8.count, .init(text: UnsafePointer(copy.baseAddress?.assumingMemoryBound(to: CChar.self))))
    }
}
