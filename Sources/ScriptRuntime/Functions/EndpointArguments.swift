import APIClient
import JSON
import LuaBridge
import ManagementAPI

/// Reads the arguments of a call and builds its request: the positional parameters in their order, then one table with
/// the named ones, then `{allow_unknown = true}`.
struct EndpointArguments {
    private static let allowUnknown = "allow_unknown"

    let endpoint: Endpoint
    private let positional: [Parameter]
    private let named: [Parameter]

    init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
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
                path: endpoint.fullPath.description))
    }

    private func read(_ thread: LuaThread) throws(LuaValueProblem) -> Parts {
        let tableIndex = positional.count + 1
        let optionsIndex = named.isEmpty ? tableIndex : tableIndex + 1
        try checkCount(thread, optionsIndex)
        let allowsUnknown = try options(thread, at: optionsIndex)
        let hasTable = !named.isEmpty && !thread.isNoneOrNil(at: tableIndex)
        if hasTable, thread.type(at: tableIndex) != .table {
            throw LuaValueProblem(
                path: .root,
                kind: .declared(
                    .wrongType(
                        expected: .object(ObjectType("arguments", help: "", fields: named.map(\.field))),
                        got: LuaTypeWords.words(for: tableIndex, of: thread))))
        }

        var parts = Parts()
        var body = TypedJSONWriter(thread: thread, allowsUnknown: allowsUnknown)
        var hasBody = false
        for parameter in endpoint.parameters {
            let position = positional.firstIndex { $0.name == parameter.name }
            let isGiven: Bool
            if let position {
                thread.pushCopy(of: position + 1)
                isGiven = thread.top >= position + 1 && thread.type(at: -1) != .nil
            } else if hasTable {
                isGiven = thread.rawGet(parameter.name, at: tableIndex) != .nil
            } else {
                thread.pushNil()
                isGiven = false
            }
            defer { thread.pop() }
            guard isGiven else {
                if parameter.isRequired { throw LuaValueProblem(path: .init(parameter.name), kind: .declared(.missing)) }
                continue
            }
            switch parameter.location {
            case .path: parts.path[parameter.name] = try pathText(parameter, at: -1, thread)
            case .query: parts.query.append((parameter.name, try queryText(parameter, at: -1, thread)))
            case .body:
                if !hasBody { body.beginObject() }
                hasBody = true
                try body.field(parameter.name, at: -1, parameter.type)
            }
        }
        if hasTable {
            try unknown(thread, at: tableIndex, allowsUnknown, &parts.query, &body, &hasBody)
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
        guard case .object(let keys) = try TableShape.of(index, thread, .root) else {
            throw LuaValueProblem(path: .root, kind: .badOptions(got: "an array"))
        }
        for key in keys.map({ String(decoding: $0, as: UTF8.self) }) where key != Self.allowUnknown {
            throw LuaValueProblem(
                path: .init(key),
                kind: .declared(
                    .unknownField(
                        nearest: Spelling.nearest(to: key, among: [Self.allowUnknown]), known: [Self.allowUnknown])))
        }
        thread.rawGet(Self.allowUnknown, at: index)
        defer { thread.pop() }
        return thread.truth(at: -1)
    }

    /// What names an object: text, an integer, or a table with an `id`.
    private func pathText(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> String {
        if thread.type(at: index) == .table {
            guard thread.rawGet("id", at: index) != .nil else {
                thread.pop()
                throw LuaValueProblem(path: .init(parameter.name), kind: .noID)
            }
            defer { thread.pop() }
            return try scalarText(parameter, at: -1, thread)
        }
        return try scalarText(parameter, at: index, thread)
    }

    private func queryText(_ parameter: Parameter, at index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> String {
        var writer = TypedJSONWriter(thread: thread, allowsUnknown: false)
        try writer.write(at: index, parameter.type, .init(parameter.name))
        return try scalarText(parameter, at: index, thread)
    }

    private func scalarText(
        _ parameter: Parameter, at index: Int, _ thread: LuaThread
    ) throws(LuaValueProblem) -> String {
        let path = ValuePath(parameter.name)
        switch thread.type(at: index) {
        case .boolean: return thread.truth(at: index) ? "true" : "false"
        case .number:
            if let integer = thread.integer(at: index) { return String(integer) }
        case .string:
            guard let bytes = thread.bytes(at: index), let text = String(validating: bytes, as: UTF8.self) else {
                throw LuaValueProblem(path: path, kind: .invalidUTF8)
            }
            guard !text.isEmpty else { throw LuaValueProblem(path: path, kind: .declared(.emptyString)) }
            return text
        default: break
        }
        throw LuaValueProblem(
            path: path,
            kind: .declared(
                .wrongType(expected: parameter.type, got: LuaTypeWords.words(for: index, of: thread))))
    }

    /// Refuses names that no parameter has, or adds them where the options allow it.
    private func unknown(
        _ thread: LuaThread, at index: Int, _ allowsUnknown: Bool, _ query: inout [(String, String)],
        _ body: inout TypedJSONWriter, _ hasBody: inout Bool
    ) throws(LuaValueProblem) {
        let known = named.map(\.name)
        let keys: [[UInt8]]
        switch try TableShape.of(index, thread, .root) {
        case .object(let found): keys = found
        case .array(let count):
            guard count == 0 else { throw LuaValueProblem(path: .root, kind: .namesExpected) }
            keys = []
        }
        for key in keys.map({ String(decoding: $0, as: UTF8.self) }) where !known.contains(key) {
            guard allowsUnknown else {
                throw LuaValueProblem(
                    path: .init(key),
                    kind: .declared(.unknownField(nearest: Spelling.nearest(to: key, among: known), known: known)))
            }
            thread.rawGet(key, at: index)
            defer { thread.pop() }
            if endpoint.body != nil {
                if !hasBody { body.beginObject() }
                hasBody = true
                try body.unknownField(key, at: -1)
            } else {
                let parameter = Parameter(key, in: .query, .named, .any, help: "")
                query.append((key, try scalarText(parameter, at: -1, thread)))
            }
        }
    }
}
