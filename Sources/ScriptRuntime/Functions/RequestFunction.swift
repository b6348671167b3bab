import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// `request(method, path, {query =, body =})`: the way to what is not bound, by the same key, rate and safety rules.
struct RequestFunction {
    private static let fields = ["query", "body"]

    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [target, scheduler] thread in
            var request = try thread.makingRoom { try Self.request(from: thread) }
            request.task = scheduler.task(of: thread)?.number
            let reader = AnswerReader(request: request, client: target.client)
            let operation = CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
                try reader.pushAnything(answer, on: thread)
            }
            return try scheduler.wait(for: operation, on: thread)
        })
    }

    private static func request(from thread: LuaThread) throws -> APIRequest {
        let method: String
        let path: String
        var query: [(String, String)] = []
        var body: (bytes: [UInt8], memory: HeldMemory?)?
        do throws(LuaValueProblem) {
            var texts = QueryText()
            method = try text("method", 1, thread, &texts)
            path = try text("path", 2, thread, &texts)
            if !thread.isNoneOrNil(at: 3) {
                guard thread.type(at: 3) == .table else {
                    let got = LuaTypeWords.words(for: 3, of: thread)
                    throw LuaValueProblem(path: .root, kind: .argumentsExpected(names: fields, got: got))
                }
                try TableShape.names(3, thread, among: fields)
                query = try readQuery(thread, &texts)
                body = try readBody(thread)
            }
        } catch {
            throw error.raised(by: "request")
        }
        do throws(ArgumentProblem) {
            var request = try RequestBuilder.request(method: method, path: path, query: query, body: body?.bytes)
            request.memory = body?.memory
            return request
        } catch {
            throw RaisedError(argument: error.description, of: "request")
        }
    }

    private static func text(
        _ name: String, _ index: Int, _ thread: LuaThread, _ texts: inout QueryText
    ) throws(LuaValueProblem) -> String {
        if let text = try texts.string(index, thread, ValuePath(name)) { return text }
        throw wrongType(ValuePath(name), .string(), index, thread)
    }

    private static func wrongType(
        _ path: ValuePath, _ expected: ValueType, _ index: Int, _ thread: LuaThread
    ) -> LuaValueProblem {
        let got = LuaTypeWords.words(for: index, of: thread)
        return LuaValueProblem(path: path, kind: .declared(.wrongType(expected: expected, got: got)))
    }

    private static func readQuery(
        _ thread: LuaThread, _ texts: inout QueryText
    ) throws(LuaValueProblem) -> [(String, String)] {
        defer { thread.pop() }
        guard thread.rawGet("query", at: 3) != .nil else { return [] }
        let path = ValuePath("query")
        guard thread.type(at: -1) == .table else { throw wrongType(path, .map(of: .any), -1, thread) }
        var items: [(String, String)] = []
        for name in try TableShape.names(thread.top, thread) {
            thread.rawGet(name, at: -1)
            defer { thread.pop() }
            guard let text = try texts.read(-1, thread, path.field(name)) else {
                throw wrongType(path.field(name), .string(), -1, thread)
            }
            items.append((name, text))
        }
        return items
    }

    private static func readBody(
        _ thread: LuaThread
    ) throws(LuaValueProblem) -> (bytes: [UInt8], memory: HeldMemory?)? {
        defer { thread.pop() }
        guard thread.rawGet("body", at: 3) != .nil else { return nil }
        var writer = LuaJSONWriter(thread: thread)
        try writer.write(at: -1, ValuePath("body"))
        return try writer.body()
    }
}
