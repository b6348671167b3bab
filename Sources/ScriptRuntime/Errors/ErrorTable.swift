import APIClient
import LuaBridge

/// The table that stands for an `APIError` in Lua: DESIGN's fields, and `tostring` by the error's own wording.
enum ErrorTable {
    static let metatable: StaticString = "ampsh.error"

    /// Makes the metatable of error tables. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        lua.pushTable(fields: 2)
        lua.push("error")
        lua.rawSet("__name", at: -2)
        lua.push(function: { thread in
            var text = read(at: 1, of: thread)?.description ?? "error"
            // Which item of a parallel it was.
            if thread.type(at: 1) == .table {
                thread.rawGet("index", at: 1)
                if let index = thread.integer(at: -1) { text += " (item \(index))" }
            }
            thread.push(text)
            return .one
        })
        lua.rawSet("__tostring", at: -2)
        lua.register(metatable)
    }

    /// Pushes the table of an error. Stack: [-0, +1, m]
    static func push(_ error: APIError, on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            thread.pushTable(fields: 10)
            set("kind", error.kind.rawValue, on: thread)
            set("message", error.message, on: thread)
            if !error.method.isEmpty { set("method", error.method, on: thread) }
            if !error.path.isEmpty { set("path", error.path, on: thread) }
            if let status = error.status {
                thread.push(status)
                thread.rawSet("status", at: -2)
            }
            if let body = error.body { set("body", body, on: thread) }
            thread.push(error.attempts)
            thread.rawSet("attempts", at: -2)
            if let outcome = error.outcome { set("outcome", outcome.rawValue, on: thread) }
            if let target = error.target { set("target", target, on: thread) }
            if let steps = error.steps {
                push(steps, on: thread)
                thread.rawSet("steps", at: -2)
            }
            mark(at: -1, of: thread)
        }
    }

    /// Pushes the requests of a call that is made of several, in the order tried. Stack: [-0, +1, m]
    private static func push(_ steps: [CallStep], on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            thread.pushTable(items: steps.count)
            for (place, step) in steps.enumerated() {
                thread.pushTable(fields: 4)
                set("call", step.call, on: thread)
                if let item = step.item { set("item", item, on: thread) }
                set("outcome", step.outcome.rawValue, on: thread)
                if let message = step.message { set("message", message, on: thread) }
                thread.rawSet(place + 1, at: -2)
            }
        }
    }

    /// Gives the table at `index` the text of an error. Stack: [-0, +0, m]
    static func mark(at index: Int, of thread: LuaThread) {
        thread.balanced {
            let index = thread.absolute(index)
            thread.pushRegistered(metatable)
            thread.setMetatable(at: index)
        }
    }

    /// The facts of an error table, or nil for any other value. A script may raise a plain table with one of the kinds, or
    /// give a table of ours a kind of its own, which counts as `raised`. Stack: [-0, +0, m]
    static func read(at index: Int, of thread: LuaThread) -> APIError? {
        thread.balanced {
            guard thread.type(at: index) == .table, let name = field("kind", at: index, of: thread) else { return nil }
            let known = APIError.Kind(rawValue: name)
            guard known != nil || isMarked(at: index, of: thread) else { return nil }
            let kind = known ?? .raised
            thread.rawGet("status", at: index)
            let status = thread.integer(at: -1).map { Int($0) }
            thread.pop()
            thread.rawGet("attempts", at: index)
            let attempts = thread.integer(at: -1).map { Int($0) } ?? 0
            thread.pop()
            return APIError(
                kind: kind, status: status, message: field("message", at: index, of: thread) ?? name,
                method: field("method", at: index, of: thread) ?? "", path: field("path", at: index, of: thread) ?? "",
                body: field("body", at: index, of: thread), attempts: attempts,
                outcome: field("outcome", at: index, of: thread).flatMap { APIError.Outcome(rawValue: $0) },
                target: field("target", at: index, of: thread))
        }
    }

    private static func isMarked(at index: Int, of thread: LuaThread) -> Bool {
        guard thread.pushMetatable(of: index) else { return false }
        thread.pushRegistered(metatable)
        defer { thread.pop(2) }
        return thread.isRawEqual(-1, -2)
    }

    private static func set(_ name: StaticString, _ text: String, on thread: LuaThread) {
        thread.push(text)
        thread.rawSet(name, at: -2)
    }

    private static func field(_ name: StaticString, at index: Int, of thread: LuaThread) -> String? {
        thread.rawGet(name, at: index)
        defer { thread.pop() }
        // A script may put anything there, and no message shows more.
        return thread.string(at: -1, longest: 1 << 12)
    }
}
