import APIClient
import JSON
import LuaBridge
import ManagementAPI

/// Reads the arguments of a call and builds its request: the positional parameters in their order, then one table with
/// the named ones, then `{allow_unknown = true}`.
struct EndpointArguments {
    private static let allowUnknown = "allow_unknown"

    let endpoint: Endpoint
    /// The name of the target, where errors carry it.
    private let target: String?
    private let positional: [Parameter]
    private let named: [Parameter]

    init(_ endpoint: Endpoint, target: String?) {
        self.endpoint = endpoint
        self.target = target
        positional = endpoint.parameters(by: .positional)
        named = endpoint.parameters(by: .named)
    }

    /// What the arguments say, by where it goes in the request.
    struct Parts {
        var path: [String: String] = [:]
        var query: [(String, String)] = []
        var body: [UInt8]?
    }

    /// The request for the arguments on the stack of `thread`. Stack: [-0, +0, m]
    ///
    /// - Throws: `RaisedError` of kind `argument`; nothing has been sent then.
    func request(from thread: LuaThread) throws(RaisedError) -> APIRequest {
        try request(of: parts(from: thread))
    }

    /// The arguments on the stack of `thread`, checked. Stack: [-0, +0, m]
    func parts(from thread: LuaThread) throws(RaisedError) -> Parts {
        do throws(LuaValueProblem) {
            return try read(thread)
        } catch {
            throw wrong(error.description)
        }
    }

    /// The request for checked arguments.
    func request(of parts: Parts) throws(RaisedError) -> APIRequest {
        do throws(ArgumentProblem) {
            return try RequestBuilder.request(
                for: endpoint, pathArguments: parts.path, query: parts.query, body: parts.body)
        } catch {
            throw wrong(error.description)
        }
    }

    private func wrong(_ message: String) -> RaisedError {
        RaisedError(
            APIError(
                kind: .argument, message: "\(endpoint.id): \(message)", method: endpoint.method.rawValue,
                path: endpoint.fullPath.description, target: target))
    }

    private func read(_ thread: LuaThread) throws(LuaValueProblem) -> Parts {
        let tableIndex = positional.count + 1
        let optionsIndex = named.isEmpty ? tableIndex : tableIndex + 1
        try checkColon(thread)
        try checkCount(thread, optionsIndex)
        let allowsUnknown = try options(thread, at: optionsIndex)
        let hasTable = !named.isEmpty && !thread.isNoneOrNil(at: tableIndex)
        var unknownNames: [String] = []
        if hasTable {
            guard thread.type(at: tableIndex) == .table else {
                let got = LuaTypeWords.words(for: tableIndex, of: thread)
                throw LuaValueProblem(path: .root, kind: .argumentsExpected(names: named.map(\.name), got: got))
            }
            // Before the parameters that are missing: a wrong name is often why one is.
            unknownNames = try self.unknownNames(thread, at: tableIndex, allowsUnknown)
        }

        var parts = Parts()
        var body = TypedJSONWriter(thread: thread, allowsUnknown: allowsUnknown)
        var hasBody = false
        func beginField() {
            if !hasBody { body.beginObject() }
            hasBody = true
        }
        for parameter in endpoint.parameters {
            if let position = positional.firstIndex(where: { $0.name == parameter.name }), position < thread.top {
                thread.pushCopy(of: position + 1)
            } else if hasTable, parameter.position == .named {
                thread.rawGet(parameter.name, at: tableIndex)
            } else {
                thread.pushNil()
            }
            defer { thread.pop() }
            guard thread.type(at: -1) != .nil else {
                if parameter.isRequired {
                    throw LuaValueProblem(path: .init(parameter.name), kind: .declared(.missing))
                }
                continue
            }
            switch parameter.location {
            case .path: parts.path[parameter.name] = try pathText(parameter, at: -1, thread)
            case .query: parts.query.append((parameter.name, try queryText(parameter, at: -1, thread)))
            case .body:
                beginField()
                try body.field(parameter.name, at: -1, parameter.type)
            }
        }
        for name in unknownNames {
            thread.rawGet(name, at: tableIndex)
            defer { thread.pop() }
            if endpoint.body != nil {
                beginField()
                try body.unknownField(name, at: -1)
            } else {
                parts.query.append((name, try text(at: -1, thread, .init(name), expected: .any)))
            }
        }
        if hasBody { body.endObject() }
        parts.body = hasBody ? body.bytes : emptyBody
        return parts
    }

    /// An endpoint that declares a body sends one, also when no field of it is given.
    private var emptyBody: [UInt8]? {
        endpoint.body == nil ? nil : Array("{}".utf8)
    }

    private func checkCount(_ thread: LuaThread, _ most: Int) throws(LuaValueProblem) {
        guard thread.top > most else { return }
        for index in (most + 1)...thread.top where thread.type(at: index) != .nil {
            throw LuaValueProblem(path: .root, kind: .tooManyArguments(most: most, got: thread.top))
        }
    }

    private func options(_ thread: LuaThread, at index: Int) throws(LuaValueProblem) -> Bool {
        guard !thread.isNoneOrNil(at: index) else { return false }
        guard thread.type(at: index) == .table else {
            throw LuaValueProblem(
                path: .root, kind: .badOptions(got: LuaTypeWords.words(for: index, of: thread)))
        }
        try TableShape.names(index, thread, among: [Self.allowUnknown])
        thread.rawGet(Self.allowUnknown, at: index)
        defer { thread.pop() }
        return thread.truth(at: -1)
    }

    /// `experiments:get(id)` passes the resource as first argument, and every message about it would mislead.
    private func checkColon(_ thread: LuaThread) throws(LuaValueProblem) {
        guard thread.type(at: 1) == .table else { return }
        thread.rawGet(endpoint.function, at: 1)
        defer { thread.pop() }
        guard thread.isHostFunction(at: -1) else { return }
        throw LuaValueProblem(path: .root, kind: .calledWithColon(function: endpoint.luaSignature))
    }

    /// What names an object: text, an integer, or a table with an `id`.
    private func pathText(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> String
    {
        guard thread.type(at: index) == .table else { return try id(parameter, at: index, thread) }
        guard thread.rawGet("id", at: index) != .nil else {
            thread.pop()
            throw LuaValueProblem(path: .init(parameter.name), kind: .noID)
        }
        defer { thread.pop() }
        return try id(parameter, at: -1, thread)
    }

    private func id(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> String {
        try checkType(parameter, at: index, thread)
        return try text(at: index, thread, .init(parameter.name), expected: parameter.type)
    }

    private func queryText(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> String
    {
        try checkType(parameter, at: index, thread)
        return try text(at: index, thread, .init(parameter.name), expected: parameter.type)
    }

    /// The check is that of a body; what it writes is dropped.
    private func checkType(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) {
        var writer = TypedJSONWriter(thread: thread, allowsUnknown: false)
        try writer.write(at: index, parameter.type, .init(parameter.name))
    }

    private func text(
        at index: Int, _ thread: LuaThread, _ path: ValuePath, expected: ValueType
    ) throws(LuaValueProblem) -> String {
        if let text = try QueryText.of(index, thread, path) { return text }
        let got = LuaTypeWords.words(for: index, of: thread)
        throw LuaValueProblem(path: path, kind: .declared(.wrongType(expected: expected, got: got)))
    }

    /// The names in the table that no parameter has: none, unless the options allow them.
    private func unknownNames(
        _ thread: LuaThread, at index: Int, _ allowsUnknown: Bool
    ) throws(LuaValueProblem) -> [String] {
        let known = named.map(\.name)
        guard allowsUnknown else {
            try TableShape.names(index, thread, among: known)
            return []
        }
        return try TableShape.names(index, thread).filter { !known.contains($0) }
    }
}
