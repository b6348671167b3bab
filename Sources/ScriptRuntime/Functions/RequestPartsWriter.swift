import LuaBridge
import ManagementAPI

/// Puts the values of a call's arguments where its endpoint wants them: path, query or body.
struct RequestPartsWriter: ~Copyable {
    private let endpoint: Endpoint
    private let thread: LuaThread
    private var parts = RequestParts()
    private var texts = QueryText()
    private let allowsUnknown: Bool
    /// Nil before its first field.
    private var body: TypedJSONWriter?

    init(_ endpoint: Endpoint, thread: LuaThread, allowsUnknown: Bool) {
        self.endpoint = endpoint
        self.thread = thread
        self.allowsUnknown = allowsUnknown
    }

    /// Adds the value at `index` for a parameter. Stack: [-0, +0, m]
    mutating func add(_ parameter: Parameter, at index: Int) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            switch parameter.location {
            case .path: parts.path[parameter.name] = try pathText(parameter, at: index)
            case .query: parts.query.append((parameter.name, try scalar(parameter, at: index)))
            case .body:
                try beginBody()
                try body?.field(parameter.name, at: index, parameter.type)
            }
        }
    }

    /// Adds the value at `index` under a name that no parameter has. Stack: [-0, +0, m]
    mutating func addUnknown(_ name: String, at index: Int) throws(LuaValueProblem) {
        try thread.balanced { () throws(LuaValueProblem) in
            if endpoint.body != nil {
                try beginBody()
                try body?.unknownField(name, at: index)
            } else {
                parts.query.append((name, try text(at: index, .init(name), expected: .any)))
            }
        }
    }

    /// The parts. An endpoint that declares a body sends one, also when no field of it is given.
    consuming func finish() throws(LuaValueProblem) -> RequestParts {
        guard endpoint.body != nil else { return parts }
        try beginBody()
        try body?.endObject()
        var parts = parts
        if let body = body.take() {
            parts.doubts += body.doubts
            (parts.body, parts.memory) = try body.finish()
        }
        return parts
    }

    private mutating func beginBody() throws(LuaValueProblem) {
        guard body == nil else { return }
        body = .some(TypedJSONWriter(thread: thread, allowsUnknown: allowsUnknown))
        try body?.beginObject()
    }

    /// What names an object: text, an integer, or a table that has it in the field that the parameter says.
    private mutating func pathText(_ parameter: Parameter, at index: Int) throws(LuaValueProblem) -> String {
        guard let field = parameter.tableField, thread.type(at: index) == .table else {
            return try scalar(parameter, at: index)
        }
        guard thread.rawGet(field, at: index) != .nil else {
            thread.pop()
            throw LuaValueProblem(path: .init(parameter.name), kind: .noField(field))
        }
        defer { thread.pop() }
        return try scalar(parameter, at: -1)
    }

    private mutating func scalar(_ parameter: Parameter, at index: Int) throws(LuaValueProblem) -> String {
        try checkType(parameter, at: index)
        return try text(at: index, .init(parameter.name), expected: parameter.type)
    }

    /// The check is that of a body.
    private func checkType(_ parameter: Parameter, at index: Int) throws(LuaValueProblem) {
        if parameter.type.isScalar {
            try TypedJSONWriter.checkScalar(at: index, of: thread, parameter.type, .init(parameter.name))
            return
        }
        // What it writes is dropped.
        var writer = TypedJSONWriter(thread: thread, allowsUnknown: false)
        try writer.write(at: index, parameter.type, .init(parameter.name))
    }

    private mutating func text(
        at index: Int, _ path: ValuePath, expected: ValueType
    ) throws(LuaValueProblem) -> String {
        if let text = try texts.read(index, thread, path) { return text }
        let got = LuaTypeWords.words(for: index, of: thread)
        throw LuaValueProblem(path: path, kind: .declared(.wrongType(expected: expected, got: got)))
    }
}
