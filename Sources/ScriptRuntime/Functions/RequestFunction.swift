import APIClient
import JSON
import LuaBridge
import ManagementAPI

/// `request(method, path, {query =, body =})`: the way to what is not bound, by the same key, rate and safety rules.
struct RequestFunction {
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [target, scheduler] thread in
            var request = try Self.request(from: thread)
            request.task = scheduler.task(of: thread)?.number
            let reader = AnswerReader(request: request, client: target.client)
            let operation = CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
                try reader.pushAnything(answer, on: thread)
            }
            return try scheduler.wait(for: operation, on: thread)
        })
    }

    private static func request(from thread: LuaThread) throws(RaisedError) -> APIRequest {
        let arguments = try ShellArguments(of: .request, on: thread)
        let (method, path) = (try arguments.text(1), try arguments.text(2))
        let query: [(String, String)]
        let body: [UInt8]?
        do throws(LuaValueProblem) {
            query =
                try arguments.withOption("query") { (index) throws(LuaValueProblem) in
                    try readQuery(index, thread)
                } ?? []
            body = try arguments.withOption("body") { (index) throws(LuaValueProblem) in
                try LuaJSONWriter.text(at: index, of: thread, ValuePath("body"))
            }
        } catch {
            throw arguments.wrong(error)
        }
        do throws(ArgumentProblem) {
            return try RequestBuilder.request(
                method: method, path: path, query: query, body: body)
        } catch {
            throw RaisedError(argument: error.description, of: ShellFunction.request.name)
        }
    }

    private static func readQuery(_ index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> [(String, String)] {
        let path = ValuePath("query")
        var items: [(String, String)] = []
        for name in try TableShape.names(index, thread) {
            thread.rawGet(name, at: index)
            defer { thread.pop() }
            guard let text = try QueryText.of(-1, thread, path.field(name)) else {
                let got = LuaTypeWords.words(for: -1, of: thread)
                throw LuaValueProblem(
                    path: path.field(name), kind: .declared(.wrongType(expected: .string(), got: got)))
            }
            items.append((name, text))
        }
        return items
    }
}
