import APIClient
import JSON
import LuaBridge
import ManagementAPI

/// `request(method, path, {query =, body =})`: the way to what is not bound, by the same key, rate and safety rules.
struct RequestFunction {
    private static let fields = ["query", "body"]

    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [target, scheduler] thread in
            let request = try Self.request(from: thread)
            let reader = AnswerReader(request: request, target: target.client.settings.target)
            let operation = CallOperation(request, to: target) { answer, thread in
                try reader.pushAnything(answer, on: thread)
            }
            return try scheduler.wait(for: operation, on: thread)
        })
    }

    private static func request(from thread: LuaThread) throws(RaisedError) -> APIRequest {
        guard let method = thread.string(at: 1) else { throw wrong("method", 1, thread) }
        guard let path = thread.string(at: 2) else { throw wrong("path", 2, thread) }
        var query: [(String, String)] = []
        var body: [UInt8]?
        if !thread.isNoneOrNil(at: 3) {
            guard thread.type(at: 3) == .table else { throw wrong("the options", 3, thread) }
            do throws(LuaValueProblem) {
                try checkFields(thread)
                query = try readQuery(thread)
                body = try readBody(thread)
            } catch {
                throw RaisedError(argument: error.description, of: "request")
            }
        }
        do throws(ArgumentProblem) {
            return try RequestBuilder.request(method: method, path: path, query: query, body: body)
        } catch {
            throw RaisedError(argument: error.description, of: "request")
        }
    }

    private static func wrong(_ what: String, _ index: Int, _ thread: LuaThread) -> RaisedError {
        let expected = index == 3 ? "a table" : "a string"
        return RaisedError(
            argument: "\(what): expected \(expected), got \(LuaTypeWords.words(for: index, of: thread))", of: "request")
    }

    private static func checkFields(_ thread: LuaThread) throws(LuaValueProblem) {
        guard case .object(let keys) = try TableShape.of(3, thread, .root) else {
            throw LuaValueProblem(path: .root, kind: .namesExpected)
        }
        for key in keys.map({ String(decoding: $0, as: UTF8.self) }) where !fields.contains(key) {
            throw LuaValueProblem(
                path: .init(key),
                kind: .declared(.unknownField(nearest: Spelling.nearest(to: key, among: fields), known: fields)))
        }
    }

    private static func readQuery(_ thread: LuaThread) throws(LuaValueProblem) -> [(String, String)] {
        defer { thread.pop() }
        guard thread.rawGet("query", at: 3) != .nil else { return [] }
        let type = ValueType.map(of: .any)
        let path = ValuePath("query")
        guard thread.type(at: -1) == .table, case .object(let keys) = try TableShape.of(thread.top, thread, path) else {
            throw LuaValueProblem(
                path: path,
                kind: .declared(.wrongType(expected: type, got: LuaTypeWords.words(for: -1, of: thread))))
        }
        var items: [(String, String)] = []
        for key in keys {
            let name = String(decoding: key, as: UTF8.self)
            thread.push(bytes: key)
            thread.rawGet(at: -2)
            defer { thread.pop() }
            switch thread.type(at: -1) {
            case .boolean: items.append((name, thread.truth(at: -1) ? "true" : "false"))
            case .number:
                items.append((name, thread.integer(at: -1).map { "\($0)" } ?? "\(thread.number(at: -1) ?? 0)"))
            case .string: items.append((name, thread.string(at: -1) ?? ""))
            default:
                throw LuaValueProblem(
                    path: path.field(name),
                    kind: .declared(.wrongType(expected: .string(), got: LuaTypeWords.words(for: -1, of: thread))))
            }
        }
        return items
    }

    private static func readBody(_ thread: LuaThread) throws(LuaValueProblem) -> [UInt8]? {
        defer { thread.pop() }
        guard thread.rawGet("body", at: 3) != .nil else { return nil }
        var writer = LuaJSONWriter(thread: thread)
        try writer.write(at: -1, ValuePath("body"))
        return writer.json.bytes
    }
}
