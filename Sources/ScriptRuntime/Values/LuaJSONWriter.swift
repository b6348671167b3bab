import JSON
import LuaBridge
import ManagementAPI

/// Writes Lua values as JSON text, by raw access only: what a table is, is decided by its mark and its keys.
///
/// Fields are written in the order of their bytes, so the same value always gives the same text.
struct LuaJSONWriter {
    /// Tables may nest this deep.
    static let depthLimit = 1000

    private(set) var json: JSONWriter
    private let thread: LuaThread
    /// The tables around the value that is being written, by address: a table inside itself would never end.
    private var open: [UnsafeRawPointer] = []
    /// An object with more fields than this is written from a list of its keys.
    private static let fewFields = 32

    init(thread: LuaThread, indent: Int? = nil) {
        self.thread = thread
        json = JSONWriter(indent: indent)
    }

    /// The text of the value at `index`. Stack: [-0, +0, m]
    static func text(at index: Int, of thread: LuaThread, indent: Int? = nil) throws(LuaValueProblem) -> [UInt8] {
        var writer = LuaJSONWriter(thread: thread, indent: indent)
        try writer.write(at: index, .root)
        return writer.json.bytes
    }

    /// Writes the value at `index`. Stack: [-0, +0, m]
    mutating func write(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        switch thread.type(at: index) {
        case .nil, .none: json.null()
        case .boolean: json.bool(thread.truth(at: index))
        case .number: try number(at: index, path())
        case .string: try string(at: index, path())
        case .userdata where ValueMarks.isNull(at: index, of: thread): json.null()
        case .table:
            let index = thread.absolute(index)
            try enter(index, path())
            defer { leave(index) }
            try table(at: index, path())
        case let type: throw LuaValueProblem(path: path(), kind: .noJSON(type))
        }
    }

    private mutating func number(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        if thread.isInteger(at: index), let integer = thread.integer(at: index) {
            json.integer(integer)
        } else {
            let value = thread.number(at: index) ?? 0
            do throws(JSONWriteError) { try json.number(value) } catch {
                throw LuaValueProblem(path: path(), kind: .notFinite(value))
            }
        }
    }

    private mutating func string(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        guard let bytes = thread.lentBytes(at: index) else { return }
        do throws(JSONWriteError) { try json.string(utf8: bytes) } catch {
            throw LuaValueProblem(path: path(), kind: .invalidUTF8)
        }
    }

    // MARK: - Tables

    /// Notes the table at `index` as open. Stack: [-0, +0, -]
    mutating func enter(_ index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        guard open.count < Self.depthLimit else {
            throw LuaValueProblem(path: path(), kind: .tooDeep(limit: Self.depthLimit))
        }
        do throws(LuaStackOverflow) { try thread.reserve(Self.fewFields + 8) } catch {
            throw LuaValueProblem(path: path(), kind: .tooDeep(limit: Self.depthLimit))
        }
        // Values are hardly ever deeper than a few tables, and a look at each is quicker than a set.
        guard let address = thread.address(at: index), !open.contains(address) else {
            throw LuaValueProblem(path: path(), kind: .cycle)
        }
        open.append(address)
    }

    /// Notes the table at `index` as closed, if it is the innermost that is open.
    mutating func leave(_ index: Int) {
        if open.last == thread.address(at: index) { open.removeLast() }
    }

    private mutating func table(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        let shape = try TableShape.of(index, thread, path())
        switch shape {
        case .array(let count):
            json.beginArray()
            for item in 0..<count {
                thread.rawGet(item + 1, at: index)
                defer { thread.pop() }
                try write(at: -1, path().item(item))
            }
            json.endArray()
        case .object(let fields) where fields <= Self.fewFields:
            json.beginObject()
            var problem: LuaValueProblem?
            thread.forEachField(at: index, limit: fields) { key in
                do throws(LuaValueProblem) {
                    try self.key(key, path())
                    try write(at: -1, path().field(String(decoding: key, as: UTF8.self)))
                    return true
                } catch {
                    problem = error
                    return false
                }
            }
            if let problem { throw problem }
            json.endObject()
        case .object:
            json.beginObject()
            for key in TableShape.keys(index, thread) {
                try self.key(key, path())
                thread.push(bytes: key)
                thread.rawGet(at: index)
                defer { thread.pop() }
                try write(at: -1, path().field(String(decoding: key, as: UTF8.self)))
            }
            json.endObject()
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
