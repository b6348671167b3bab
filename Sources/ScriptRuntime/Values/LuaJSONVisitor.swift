import JSON
import LuaBridge

/// Collects the parts of a JSON text as steps towards a Lua value, and hands them on in portions.
///
/// A table whose end comes within its portion is made with its final size. It is a struct that shares what it points to: who
/// makes one frees it.
struct LuaJSONVisitor: JSONVisitor {
    typealias Failure = LuaValueBuilder.Failure

    /// Steps of one portion; few enough to stay near the processor.
    private static let portion = 1024
    /// Bytes that portions may bring before memory is looked at.
    private static let bytes = 1 << 20
    /// Room for strings that are no parts of the text.
    private static let room = 1 << 14

    /// A container around the one that is open.
    private struct Container {
        /// The step that begins it; -1 where that has been handed on.
        let step: Int
        let count: Int
        let isArray: Bool
    }

    private let builder: LuaValueBuilder
    private let text: UnsafeRawBufferPointer
    private let steps = UnsafeMutablePointer<LuaStep>.allocate(capacity: Self.portion)
    private var count = 0
    private var copies: UnsafeMutableRawPointer?
    private var copied = 0
    private var unseen = 0

    // The innermost open container.
    private var step = -1
    private var values = 0
    private var isArray = false
    private var outer: [Container] = []

    init(_ text: UnsafeRawBufferPointer, builder: LuaValueBuilder) {
        self.text = text
        self.builder = builder
    }

    func free() {
        steps.deallocate()
        copies?.deallocate()
    }

    /// Hands on what has been collected.
    @inline(never)
    mutating func flush() throws(Failure) {
        if step >= 0 { note(values, isArray: isArray, at: step) }
        step = -1
        for (place, container) in outer.enumerated() where container.step >= 0 {
            note(container.count, isArray: container.isArray, at: container.step)
            outer[place] = Container(step: -1, count: container.count, isArray: container.isArray)
        }
        try builder.take(UnsafeBufferPointer(start: steps, count: count))
        count = 0
        copied = 0
        unseen = 0
    }

    @inline(__always)
    private func note(_ count: Int, isArray: Bool, at step: Int) {
        steps[step] = isArray ? .array(count: count) : .object(count: count)
    }

    /// Makes room for a step; before a text is kept, since what was kept is given up with the portion.
    @inline(__always)
    private mutating func makeRoom() throws(Failure) {
        if count == Self.portion { try flush() }
    }

    @inline(__always)
    private mutating func put(_ step: LuaStep) {
        steps[count] = step
        count += 1
    }

    @inline(__always)
    private mutating func value(_ step: LuaStep) throws(Failure) {
        try makeRoom()
        put(step)
        values += 1
    }

    /// Bytes that live as long as the portion: a part of the text, or a copy.
    @inline(__always)
    private mutating func kept(_ utf8: UnsafeRawBufferPointer) throws(Failure) -> UnsafeRawBufferPointer {
        unseen += utf8.count
        if let start = utf8.baseAddress, let first = text.baseAddress, start >= first, start < first + text.count {
            if unseen > Self.bytes { try flush() }
            return utf8
        }
        return try copy(utf8)
    }

    /// Where there is no room for a copy, the bytes themselves, which live until the next string.
    @inline(never)
    private mutating func copy(_ utf8: UnsafeRawBufferPointer) throws(Failure) -> UnsafeRawBufferPointer {
        guard let source = utf8.baseAddress, !utf8.isEmpty else { return utf8 }
        if copied + utf8.count > Self.room || unseen > Self.bytes { try flush() }
        guard utf8.count <= Self.room else { return utf8 }
        let start = copies ?? .allocate(byteCount: Self.room, alignment: 1)
        copies = start
        (start + copied).copyMemory(from: source, byteCount: utf8.count)
        defer { copied += utf8.count }
        return UnsafeRawBufferPointer(start: start + copied, count: utf8.count)
    }

    mutating func null() throws(Failure) {
        try makeRoom()
        put(.null)
        // Of an object it is no field.
        if isArray { values += 1 }
    }

    mutating func bool(_ value: Bool) throws(Failure) { try self.value(.bool(value)) }

    mutating func integer(_ value: Int64) throws(Failure) { try self.value(.integer(value)) }

    mutating func number(_ value: Double) throws(Failure) { try self.value(.number(value)) }

    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try makeRoom()
        put(.string(try kept(utf8)))
        values += 1
        if utf8.count > Self.room { try flush() }
    }

    mutating func key(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try makeRoom()
        put(.key(try kept(utf8)))
        if utf8.count > Self.room { try flush() }
    }

    private mutating func begin(isArray: Bool) throws(Failure) {
        try makeRoom()
        outer.append(Container(step: step, count: values, isArray: self.isArray))
        step = count
        put(isArray ? .array(count: 0) : .object(count: 0))
        values = 0
        self.isArray = isArray
    }

    private mutating func end() throws(Failure) {
        if step >= 0 { note(values, isArray: isArray, at: step) }
        guard let container = outer.popLast() else { return }
        step = container.step
        values = container.count
        isArray = container.isArray
        try value(.end)
    }

    mutating func beginArray() throws(Failure) { try begin(isArray: true) }
    mutating func endArray(count: Int) throws(Failure) { try end() }
    mutating func beginObject() throws(Failure) { try begin(isArray: false) }
    mutating func endObject(count: Int) throws(Failure) { try end() }
}
