import LuaBridge
import ManagementAPI

/// `parallel(items, fn, {concurrency = 8})`.
struct ParallelFunction {
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [scheduler] thread in
                let arguments = try ShellArguments.checked(of: .parallel, on: thread)
                let operation = ParallelOperation(
                    try Self.source(arguments, thread), function: thread.reference(at: 2),
                    concurrency: arguments.integer("concurrency"), scheduler: scheduler, thread: thread)
                return try scheduler.wait(for: operation, on: thread)
            })
        }
    }

    private static func source(
        _ arguments: ShellArguments, _ thread: LuaThread
    ) throws -> ParallelOperation.Source {
        if FoundObjects.isOne(at: 1, of: thread) {
            try FoundObjects.pushIterator(of: 1, on: thread)
            return .iterator(thread.popReference())
        }
        if thread.type(at: 1) == .function { return .iterator(thread.reference(at: 1)) }
        if thread.pushMetafield("__call", of: 1) {
            thread.pop()
            return .iterator(thread.reference(at: 1))
        }
        do throws(LuaValueProblem) {
            return .array(thread.reference(at: 1), count: try count(of: 1, ValuePath("items"), thread))
        } catch {
            throw arguments.wrong(error)
        }
    }

    /// How many items the table of them has. One with a hole, or with fields beside its items, would be done in part.
    static func count(of index: Int, _ path: ValuePath, _ thread: LuaThread) throws(LuaValueProblem) -> Int {
        switch try TableShape.of(index, thread, path) {
        case .array(let count): return count
        case .object(fields: 0): return 0
        case .object:
            throw LuaValueProblem(
                path: path, kind: .expected(ShellParameter.Kind.items.expectation, got: "a table with fields"))
        }
    }
}
