import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// `request(method, path, {query =, body =})`: the way to what is not bound, by the same key, rate and safety rules.
struct RequestFunction {
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [target, scheduler] thread in
                var request = try thread.makingRoom { try Self.request(from: thread) }
                request.task = scheduler.task(of: thread)?.number
                if request.mutates { request.place = thread.place }
                let reader = AnswerReader(request: request, client: target.client)
                let operation = CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
                    try reader.pushAnything(answer, on: thread)
                }
                return try scheduler.wait(for: operation, on: thread)
            })
        }
    }

    private static func request(from thread: LuaThread) throws -> APIRequest {
        let arguments = try ShellArguments.checked(of: .request, on: thread)
        var texts = QueryText()
        let method: String
        let path: String
        let query: [(String, String)]
        let body: (bytes: [UInt8], memory: HeldMemory?)?
        do throws(LuaValueProblem) {
            method = try texts.string(1, thread, ValuePath("method")) ?? ""
            path = try texts.string(2, thread, ValuePath("path")) ?? ""
            query =
                try arguments.withOption("query") { (index) throws(LuaValueProblem) in
                    try readQuery(index, thread, &texts)
                } ?? []
            body = try arguments.withOption("body") { (index) throws(LuaValueProblem) in
                var writer = LuaJSONWriter(thread: thread)
                try writer.write(at: index, ValuePath("body"))
                return try writer.body()
            }
        } catch {
            throw error.raised(by: ShellFunction.request.name)
        }
        do throws(ArgumentProblem) {
            var request = try RequestBuilder.request(method: method, path: path, query: query, body: body?.bytes)
            request.memory = body?.memory
            return request
        } catch {
            throw RaisedError(argument: error.description, of: ShellFunction.request.name)
        }
    }

    private static func readQuery(
        _ index: Int, _ thread: LuaThread, _ texts: inout QueryText
    ) throws(LuaValueProblem) -> [(String, String)] {
        let path = ValuePath("query")
        var items: [(String, String)] = []
        for name in try TableShape.names(index, thread) {
            thread.rawGet(name, at: index)
            defer { thread.pop() }
            guard let text = try texts.read(-1, thread, path.field(name)) else {
                let got = LuaTypeWords.words(for: -1, of: thread)
                throw LuaValueProblem(
                    path: path.field(name), kind: .declared(.wrongType(expected: .string(), got: got)))
            }
            items.append((name, text))
        }
        return items
    }
}
