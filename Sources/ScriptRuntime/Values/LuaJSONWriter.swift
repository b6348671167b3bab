import JSON
import LuaBridge
import ManagementAPI
import Memory

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
    private let tables: LuaTableStack

    /// A writer whose text is counted as what the state's host holds.
    init(thread: LuaThread, indent: Int? = nil) {
        self.thread = thread
        let account = thread.state.memory
        tables = LuaTableStack(account: account)
        json = JSONWriter(indent: indent, account: account)
    }

    /// The text of the value at `index`. Stack: [-0, +0, m]
    static func text(
        at index: Int, of thread: LuaThread, _ path: ValuePath = .root, indent: Int? = nil
    ) throws(LuaValueProblem) -> [UInt8] {
        try thread.balanced { () throws(LuaValueProblem) in
            var writer = LuaJSONWriter(thread: thread, indent: indent)
            try writer.whole(at: index, path)
            return try writer.finish().bytes
        }
    }

    /// Pushes the text of the value at `index`. Stack: [-0, +1, m]
    static func push(textOf index: Int, of thread: LuaThread, indent: Int?) throws(LuaValueProblem) {
        try thread.balanced(pushes: 1) { () throws(LuaValueProblem) in
            var writer = LuaJSONWriter(thread: thread, indent: indent)
            try writer.whole(at: index, .root)
            let isPushed = writer.json.withBytes { text in (try? thread.push(large: text)) != nil }
            guard isPushed else { throw .noMemory }
        }
    }

    /// Writes the value at `index`, and nothing else. What is usual is written in C, all at once; what it gives up is written
    /// here, from the beginning, which also finds out what is wrong with it.
    private mutating func whole(at index: Int, _ path: ValuePath) throws(LuaValueProblem) {
        if json.isCompact {
            let marks = LuaJSONMarks(
                null: ValueMarks.nullAddress(of: thread), array: ValueMarks.Mark.array.rawValue,
                page: ValueMarks.Mark.page.rawValue)
            let thread = thread
            let isWritten = json.take { append in thread.writeUsualJSON(at: index, marks, append: append) }
            if isWritten { return }
        }
        try write(at: index, path)
    }

    /// The text, and what counts it.
    consuming func finish() throws(LuaValueProblem) -> (bytes: [UInt8], memory: HeldMemory?) {
        do throws(JSONWriteError) { return try json.finish() } catch { throw Self.problem(error, .root) }
    }

    /// The text as the body of a request, of which what is sent is a copy.
    consuming func body() throws(LuaValueProblem) -> (bytes: [UInt8], memory: HeldMemory?) {
        let text = try finish()
        do throws(NotEnoughMemory) { try text.memory?.grow(by: text.bytes.count) } catch { throw .noMemory }
        return text
    }

    private static func problem(_ error: JSONWriteError, _ path: @autoclosure () -> ValuePath) -> LuaValueProblem {
        switch error {
        case .notFinite(let value): LuaValueProblem(path: path(), kind: .notFinite(value))
        case .invalidUTF8: LuaValueProblem(path: path(), kind: .invalidUTF8)
        case .noMemory: .noMemory
        }
    }

    /// Writes the value at `index`, and leaves the stack as it is.
    ///
    /// Tables in tables come back to here, so that what is in the frame counts a thousandfold: the guard of the stack is in
    /// what is called.
    mutating func write(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        guard thread.type(at: index) == .table else { return try leaf(at: index, path()) }
        guard LuaReadOnlyView.isView(at: index, of: thread) else {
            return try table(at: thread.absolute(index), path())
        }
        try LuaValueProblem.reading(index, of: thread, path())
        defer { thread.pop() }
        try table(at: thread.absolute(-1), path())
    }

    /// Writes the value at `index`, which is no table. Stack: [-0, +0, m]
    private mutating func leaf(at index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            switch thread.type(at: index) {
            case .nil, .none: try null()
            case .boolean: try bool(thread.truth(at: index))
            case .number:
                if thread.isInteger(at: index), let integer = thread.integer(at: index) {
                    return try self.integer(integer)
                }
                try number(thread.number(at: index) ?? 0, path())
            case .string:
                guard let bytes = thread.borrowedBytes(at: index) else { return }
                try string(bytes, path())
            case .userdata where ValueMarks.isNull(at: index, of: thread): try null()
            case let type: throw LuaValueProblem(path: path(), kind: .noJSON(type))
            }
        }
    }

    private mutating func number(_ value: Double, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.number(value) } catch { throw Self.problem(error, path()) }
    }

    private mutating func string(
        _ bytes: UnsafeRawBufferPointer, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.string(utf8: bytes) } catch { throw Self.problem(error, path()) }
    }

    // MARK: - Tables

    /// Notes the table at `index` as open, and makes room for a few values. Stack: [-0, +0, -]
    mutating func enter(_ index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            do throws(LuaStackOverflow) { try thread.reserve(8) } catch { throw Self.tooDeep(path()) }
            try note(index, path())
        }
    }

    private mutating func note(_ index: Int, _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        guard open.count < Self.depthLimit else { throw Self.tooDeep(path()) }
        // A few tables that hold each other twice are millions to write. Lua raises the stop itself, once this has ended.
        guard thread.state.interruptReason == nil else { throw LuaValueProblem(path: .root, kind: .stopped) }
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
        try thread.balanced { () throws(LuaValueProblem) in
            try note(index, path())
            defer { open.removeLast() }
            let reading: LuaTableStack.Reading
            do throws(LuaStackOverflow) { reading = try tables.open(at: index, of: thread) } catch {
                throw Self.tooDeep(path())
            }
            defer { tables.close(reading, of: thread) }
            let shape = try TableShape.of(index, reading.size, thread, path())
            try begin(shape)
            switch shape {
            case .array(let count):
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
            case .object:
                for place in reading.places {
                    let (name, value) = tables.field(at: place)
                    try key(name, path())
                    try write(value, at: place, of: reading, path().field(String(decoding: name, as: UTF8.self)))
                }
            }
            try end(shape)
        }
    }

    private mutating func begin(_ shape: TableShape) throws(LuaValueProblem) {
        if case .array = shape { try beginArray() } else { try beginObject() }
    }

    private mutating func end(_ shape: TableShape) throws(LuaValueProblem) {
        if case .array = shape { try endArray() } else { try endObject() }
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

    /// Writes a value of a table that was read, and leaves the stack as it is.
    private mutating func write(
        _ value: LuaBorrowedValue, at place: Int, of reading: LuaTableStack.Reading,
        _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        guard case .other = value else { return try leaf(value, path()) }
        tables.pushValue(at: place, of: reading, thread)
        defer { thread.pop() }
        try write(at: -1, path())
    }

    private mutating func leaf(
        _ value: LuaBorrowedValue, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        switch value {
        case .boolean(let value): try bool(value)
        case .integer(let value): try integer(value)
        case .number(let value): try number(value, path())
        case .string(let bytes): try string(bytes, path())
        case .other: break
        }
    }

    /// Writes a key. Stack: [-0, +0, -]
    mutating func key(_ key: [UInt8], _ path: @autoclosure () -> ValuePath) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            var failure: LuaValueProblem?
            key.withUnsafeBytes { bytes in
                do throws(LuaValueProblem) { try self.key(bytes, path()) } catch { failure = error }
            }
            if let failure { throw failure }
        }
    }

    /// Writes a key. Stack: [-0, +0, -]
    private mutating func key(
        _ key: UnsafeRawBufferPointer, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            do throws(JSONWriteError) { try json.key(utf8: key) } catch { throw Self.problem(error, path()) }
        }
    }

    // MARK: - For those who know what a value should be

    mutating func beginArray() throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.beginArray() } catch { throw Self.problem(error, .root) }
    }

    mutating func endArray() throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.endArray() } catch { throw Self.problem(error, .root) }
    }

    mutating func beginObject() throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.beginObject() } catch { throw Self.problem(error, .root) }
    }

    mutating func endObject() throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.endObject() } catch { throw Self.problem(error, .root) }
    }

    mutating func key(_ name: String) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.key(name) } catch { throw Self.problem(error, .root) }
    }

    mutating func null() throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.null() } catch { throw Self.problem(error, .root) }
    }

    mutating func integer(_ value: Int64) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.integer(value) } catch { throw Self.problem(error, .root) }
    }

    mutating func bool(_ value: Bool) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.bool(value) } catch { throw Self.problem(error, .root) }
    }

    mutating func string(_ value: String) throws(LuaValueProblem) {
        do throws(JSONWriteError) { try json.string(value) } catch { throw Self.problem(error, .root) }
    }
}
