import JSON
import LuaBridge
import ManagementAPI
import Memory

/// Writes Lua values as the JSON that the catalogue declares for them, and refuses what does not fit.
///
/// Nothing is coerced but a float with an exact integer value where an integer is declared, and `{}` where an array is. A
/// lone item where the declaration accepts one for an array is written as it is.
struct TypedJSONWriter: ~Copyable {
    private var writer: LuaJSONWriter
    private let thread: LuaThread
    private let allowsUnknown: Bool
    /// What breaks a rule that is not documented, and is written all the same.
    private(set) var doubts: [TypeProblem] = []

    init(thread: LuaThread, allowsUnknown: Bool) {
        self.thread = thread
        self.allowsUnknown = allowsUnknown
        writer = LuaJSONWriter(thread: thread)
    }

    /// The text as the body of a request, and what counts it.
    consuming func finish() throws(LuaValueProblem) -> (bytes: [UInt8], memory: HeldMemory?) { try writer.body() }

    // MARK: - Objects of which the caller has the fields

    mutating func beginObject() throws(LuaValueProblem) { try writer.beginObject() }
    mutating func endObject() throws(LuaValueProblem) { try writer.endObject() }

    /// Writes the field `name` with the value at `index`. Stack: [-0, +0, m]
    mutating func field(_ name: String, at index: Int, _ type: ValueType) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            try writer.key(name)
            try write(at: index, type, ValuePath(name))
        }
    }

    /// Writes a field that nobody declared. Stack: [-0, +0, m]
    mutating func unknownField(_ name: String, at index: Int) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            try writer.key(name)
            try writer.write(at: index, ValuePath(name))
        }
    }

    // MARK: - Values

    /// Writes the value at `index` as a `type`. Stack: [-0, +0, m]
    mutating func write(at index: Int, _ type: ValueType, _ path: ValuePath) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            let index = thread.absolute(index)
            if LuaReadOnlyView.isView(at: index, of: thread) {
                try LuaValueProblem.reading(index, of: thread, path)
                defer { thread.pop() }
                return try write(at: -1, type, path)
            }
            switch type {
            case .any: try writer.write(at: index, path)
            case .nullable(let inner):
                guard !ValueMarks.isNull(at: index, of: thread) else { return try writer.null() }
                try write(at: index, inner, path)
            case .boolean, .integer, .number, .string, .text, .jsonText, .enumeration, .identifier, .cursor:
                try scalar(at: index, type, path)
            case .array(let item, let rule): try array(at: index, item, rule, type, path)
            case .map(let inner): try map(at: index, inner, type, path)
            case .object(let declared): try object(at: index, declared, type, path)
            }
        }
    }

    private mutating func scalar(at index: Int, _ type: ValueType, _ path: ValuePath) throws(LuaValueProblem) {
        let value = LuaScalar.value(at: index, of: thread)
        if let kind = type.problem(with: value, got: LuaTypeWords.words(for: index, of: thread)) {
            try refuse(kind, path)
        } else if let kind = type.doubt(about: value) {
            doubts.append(TypeProblem(path, kind))
        }
        // A float with an exact integer value, where one is declared, is written as the integer.
        if case .integer(let integer) = value, !type.takesFractions { return try writer.integer(integer) }
        try writer.write(at: index, path)
    }

    /// Checks the value at `index` by a scalar type. Stack: [-0, +0, m]
    static func checkScalar(
        at index: Int, of thread: LuaThread, _ type: ValueType, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            let value = LuaScalar.value(at: index, of: thread)
            if let kind = type.problem(with: value, got: LuaTypeWords.words(for: index, of: thread)) {
                throw LuaValueProblem(path: path(), kind: .declared(kind))
            }
        }
    }

    private mutating func array(
        at index: Int, _ item: ValueType, _ rule: ArrayRule, _ type: ValueType, _ path: ValuePath
    ) throws(LuaValueProblem) {
        guard thread.type(at: index) == .table else {
            guard rule.acceptsSingle else { throw mismatch(index, type, path) }
            return try write(at: index, item, path)
        }
        try writer.enter(index, path)
        defer { writer.leave(index) }
        switch try TableShape.of(index, thread, path) {
        case .array(let count):
            try writer.beginArray()
            var total: Int64 = 0
            for position in 0..<count {
                thread.rawGet(position + 1, at: index)
                defer { thread.pop() }
                try write(at: -1, item, path.item(position))
                if let sum = rule.sum { total &+= number(sum.field, at: -1) }
            }
            try writer.endArray()
            if let kind = rule.problem(withCount: count) {
                if rule.basis == .documented { try refuse(kind, path) } else { doubts.append(TypeProblem(path, kind)) }
            }
            if let kind = rule.problem(withTotal: total) { try refuse(kind, path) }
        case .object(fields: 0):
            if let kind = rule.problem(withCount: 0) { try refuse(kind, path) }
            try writer.beginArray()
            try writer.endArray()
        case .object:
            guard rule.acceptsSingle else {
                throw problem(path, .wrongType(expected: type, got: "a table with fields"))
            }
            // The lone item opens the same table again.
            writer.leave(index)
            try write(at: index, item, path)
        }
    }

    private mutating func map(
        at index: Int, _ inner: ValueType, _ type: ValueType, _ path: ValuePath
    ) throws(LuaValueProblem) {
        let keys = try keys(at: index, type, path)
        defer { writer.leave(index) }
        try writer.beginObject()
        for key in keys {
            try writer.key(key, path)
            thread.push(bytes: key)
            thread.rawGet(at: index)
            defer { thread.pop() }
            try write(at: -1, inner, path.field(String(decoding: key, as: UTF8.self)))
        }
        try writer.endObject()
    }

    private mutating func object(
        at index: Int, _ declared: ObjectType, _ type: ValueType, _ path: ValuePath
    ) throws(LuaValueProblem) {
        let keys = try keys(at: index, type, path)
        defer { writer.leave(index) }
        let given = Set(keys.map { String(decoding: $0, as: UTF8.self) })
        // Before the fields that are missing: a wrong name is often why one is.
        if !allowsUnknown, !declared.isOpen {
            let known = declared.fields.map(\.name)
            for name in given.sorted() where declared.field(name) == nil {
                throw .unknown(path.field(name), name, among: known)
            }
        }
        try writer.beginObject()
        for field in declared.fields {
            guard given.contains(field.name) else {
                if field.isRequired { throw problem(path.field(field.name), .missing) }
                continue
            }
            try writer.key(field.name)
            thread.rawGet(field.name, at: index)
            defer { thread.pop() }
            try write(at: -1, field.type, path.field(field.name))
        }
        if !declared.requiresAnyOf.isEmpty, given.isDisjoint(with: declared.requiresAnyOf) {
            throw problem(path, .noneGiven(of: declared.requiresAnyOf))
        }
        for key in keys {
            let name = String(decoding: key, as: UTF8.self)
            guard declared.field(name) == nil else { continue }
            try writer.key(key, path)
            thread.push(bytes: key)
            thread.rawGet(at: index)
            defer { thread.pop() }
            try writer.write(at: -1, path.field(name))
        }
        try writer.endObject()
    }

    /// The keys of a table that should have fields only, and opens it. Stack: [-0, +0, m]
    private mutating func keys(
        at index: Int, _ type: ValueType, _ path: ValuePath
    ) throws(LuaValueProblem) -> [[UInt8]] {
        try thread.balanced { () throws(LuaValueProblem) in
            guard thread.type(at: index) == .table else { throw mismatch(index, type, path) }
            switch try TableShape.of(index, thread, path) {
            case .object:
                try writer.enter(index, path)
                return TableShape.keys(index, thread)
            case .array(let count):
                guard count == 0 else { throw problem(path, .wrongType(expected: type, got: "an array")) }
                try writer.enter(index, path)
                return []
            }
        }
    }

    /// Raises what is wrong, unless it is about a value and the caller allows what the documents do not know.
    private func refuse(_ kind: TypeProblem.Kind, _ path: ValuePath) throws(LuaValueProblem) {
        guard allowsUnknown, kind.isAboutValue else { throw problem(path, kind) }
    }

    /// The integer in a field of the table at `index`; 0 where there is none. Stack: [-0, +0, m]
    private func number(_ field: String, at index: Int) -> Int64 {
        thread.balanced {
            guard thread.type(at: index) == .table else { return 0 }
            thread.rawGet(field, at: index)
            defer { thread.pop() }
            if case .integer(let value) = LuaScalar.value(at: -1, of: thread) { return value }
            return 0
        }
    }

    private func problem(_ path: ValuePath, _ kind: TypeProblem.Kind) -> LuaValueProblem {
        LuaValueProblem(path: path, kind: .declared(kind))
    }

    private func mismatch(_ index: Int, _ type: ValueType, _ path: ValuePath) -> LuaValueProblem {
        problem(path, .wrongType(expected: type, got: LuaTypeWords.words(for: index, of: thread)))
    }
}
