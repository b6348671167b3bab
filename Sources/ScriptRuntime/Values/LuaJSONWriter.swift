import JSON
import LuaBridge
import ManagementAPI

/// Writes Lua values as JSON text, by raw access only: what a table is, is decided by its mark and its keys.
///
/// Fields are written in the order of their bytes, so the same value always gives the same text.
struct LuaJSONWriter: ~Copyable {
    /// Tables may nest this deep.
    static let depthLimit = 1000

    private(set) var json: JSONWriter
    private let thread: LuaThread
    /// The tables around the value that is being written, by address: a table inside itself would never end.
    private var open: [UnsafeRawPointer] = []
    private let tables = LuaTableStack()

    init(thread: LuaThread, indent: Int? = nil) {
        self.thread = thread
        json = JSONWriter(indent: indent)
    }

    /// The text of the value at `index`. Stack: [-0, +0, m]
    static func text(
        at index: Int, of thread: LuaThread, _ path: ValuePath = .root, indent: Int? = nil
    ) throws(LuaValueProblem) -> [UInt8] {
        var writer = LuaJSONWriter(thread: thread, indent: indent)
        try writer.write(at: index, path)
        return writer.json.bytes
    }

    /// Pushes the text of the value at `index`. Stack: [-0, +1, m]
    static func push(textOf index: Int, of thread: LuaThread, indent: Int?) throws(LuaValueProblem) {
        var writer = LuaJSONWriter(thread: thread, indent: indent)
        try writer.write(at: index, .root)
        writer.json.withBytes { thread.push(bytes: $0) }
    }

    /// Writes the value at `index`. Stack: [-0, +0, m]
    mutating func write(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        switch thread.type(at: index) {
        case .nil, .none: json.null()
        case .boolean: json.bool(thread.truth(at: index))
        case .number:
            if thread.isInteger(at: index), let integer = thread.integer(at: index) { return json.integer(integer) }
            try number(thread.number(at: index) ?? 0, path())
        case .string:
            guard let bytes = thread.lentBytes(at: index) else { return }
            try string(bytes, path())
        case .userdata where ValueMarks.isNull(at: index, of: thread): json.null()
        case .table where LuaReadOnlyView.isView(at: index, of: thread):
            try LuaValueProblem.reading(index, of: thread, path())
            defer { thread.pop() }
            try table(at: thread.absolute(-1), path())
        case .table: try table(at: thread.absolute(index), path())
        case let type: throw LuaValueProblem(path: path(), kind: .noJSON(type))
        }
    }

    private mutating func number(_ value: Double, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.number(value) } catch {
            throw LuaValueProblem(path: path(), kind: .notFinite(value))
        }
    }

    private mutating func string(
        _ bytes: UnsafeRawBufferPointer, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.string(utf8: bytes) } catch {
            throw LuaValueProblem(path: path(), kind: .invalidUTF8)
        }
    }

    // MARK: - Tables

    /// Notes the table at `index` as open, and makes room for a few values. Stack: [-0, +0, -]
    mutating func enter(_ index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        do throws(LuaStackOverflow) { try thread.reserve(8) } catch { throw Self.tooDeep(path()) }
        try note(index, path())
    }

    private mutating func note(_ index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        guard open.count < Self.depthLimit else { throw Self.tooDeep(path()) }
        // Values are hardly ever deeper than a few tables, and a look at each is quicker than a set.
        guard let address = thread.address(at: index), !open.contains(address) else {
            throw LuaValueProblem(path: path(), kind: .cycle)
        }
        open.append(address)
    }

    private static func tooDeep(_ path: ValuePath) -> LuaValueProblem {
        LuaValueProblem(path: path, kind: .tooDeep(limit: depthLimit))
    }

    /// Notes the table at `index` as closed, if it is the innermost that is open.
    mutating func leave(_ index: Int) {
        if open.last == thread.address(at: index) { open.removeLast() }
    }

    /// Writes the table at `index`, an absolute one. Stack: [-0, +0, m]
    private mutating func table(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        try note(index, path())
        defer { open.removeLast() }
        let reading: LuaTableStack.Reading
        do throws(LuaStackOverflow) { reading = try tables.open(at: index, of: thread) } catch {
            throw Self.tooDeep(path())
        }
        defer { tables.close(reading, of: thread) }
        switch try TableShape.of(index, reading.size, thread, path()) {
        case .array(let count):
            json.beginArray()
            // Beside fields, such as a page's cursor, none was read yet.
            var written = reading.size.names == 0 ? try items(reading, after: 0, path()) : 0
            while written < count {
                let more: LuaTableStack.Reading
                do throws(LuaStackOverflow) {
                    more = try tables.openItems(written + 1..<count + 1, at: index, of: thread)
                } catch {
                    throw Self.tooDeep(path())
                }
                defer { tables.close(more, of: thread) }
                written = try items(more, after: written, path())
            }
            json.endArray()
        case .object:
            json.beginObject()
            for place in reading.places {
                let (name, value) = tables.field(at: place)
                try key(name, path())
                try write(value, at: place, of: reading, path().field(String(decoding: name, as: UTF8.self)))
            }
            json.endObject()
        }
    }

    /// Writes the items that were read, of which `written` stand before; answers how many are written now.
    private mutating func items(
        _ reading: LuaTableStack.Reading, after written: Int, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) -> Int {
        var item = written
        for place in reading.places {
            try write(tables.field(at: place).value, at: place, of: reading, path().item(item))
            item += 1
        }
        return item
    }

    /// Writes a value of a table that was read. Stack: [-0, +0, m]
    private mutating func write(
        _ value: LuaLentValue, at place: Int, of reading: LuaTableStack.Reading, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        switch value {
        case .boolean(let value): json.bool(value)
        case .integer(let value): json.integer(value)
        case .number(let value): try number(value, path())
        case .string(let bytes): try string(bytes, path())
        case .other:
            tables.pushValue(at: place, of: reading, thread)
            defer { thread.pop() }
            try write(at: -1, path())
        }
    }

    /// Writes a key. Stack: [-0, +0, -]
    mutating func key(_ key: [UInt8], _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        var failure: LuaValueProblem?
        key.withUnsafeBytes { bytes in
            do throws(LuaValueProblem) { try self.key(bytes, path()) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Writes a key. Stack: [-0, +0, -]
    private mutating func key(
        _ key: UnsafeRawBufferPointer, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.key(utf8: key) } catch {
            throw LuaValueProblem(path: path(), kind: .invalidUTF8)
        }
    }

    // MARK: - For those who know what a value should be

    mutating func beginArray() { json.beginArray() }
    mutating func endArray() { json.endArray() }
    mutating func beginObject() { json.beginObject() }
    mutating func endObject() { json.endObject() }
    mutating func key(_ name: String) { json.key(name) }
    mutating func null() { json.null() }
    mutating func integer(_ value: Int64) { json.integer(value) }
    mutating func bool(_ value: Bool) { json.bool(value) }
    mutating func string(_ value: String) { json.string(value) }
}
