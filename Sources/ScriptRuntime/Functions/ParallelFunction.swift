import LuaBridge
import ManagementAPI

/// `parallel(items, fn, {concurrency = 8})`.
struct ParallelFunction {
    static let defaultConcurrency = 8
    private static let fields = ["concurrency"]

    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [scheduler] thread in
            let source: ParallelOperation.Source
            switch thread.type(at: 1) {
            case .table:
                if thread.pushMetafield("__call", of: 1) {
                    thread.pop()
                    source = .iterator(thread.reference(at: 1))
                } else {
                    source = .array(thread.reference(at: 1), count: try Self.count(thread))
                }
            case .function: source = .iterator(thread.reference(at: 1))
            default: throw Self.wrong("items", "an array or an iterator", 1, thread)
            }
            guard thread.type(at: 2) == .function else { throw Self.wrong("fn", "a function", 2, thread) }
            let operation = ParallelOperation(
                source, function: thread.reference(at: 2), concurrency: try Self.concurrency(thread),
                scheduler: scheduler, thread: thread)
            return try scheduler.wait(for: operation, on: thread)
        })
    }

    /// How many items the table of them has. One with a hole, or with fields beside its items, would be done in part.
    private static func count(_ thread: LuaThread) throws(RaisedError) -> Int {
        do throws(LuaValueProblem) {
            switch try TableShape.of(1, thread, ValuePath("items")) {
            case .array(let count): return count
            case .object(fields: 0): return 0
            case .object: break
            }
        } catch {
            throw RaisedError(argument: error.description, of: "parallel")
        }
        throw RaisedError(
            argument: "items: expected an array or an iterator, got a table with fields", of: "parallel")
    }

    private static func wrong(_ what: String, _ expected: String, _ index: Int, _ thread: LuaThread) -> RaisedError {
        RaisedError(
            argument: "\(what): expected \(expected), got \(LuaTypeWords.words(for: index, of: thread))", of: "parallel"
        )
    }

    private static func concurrency(_ thread: LuaThread) throws(RaisedError) -> Int {
        guard !thread.isNoneOrNil(at: 3) else { return defaultConcurrency }
        guard thread.type(at: 3) == .table else { throw wrong("the options", "a table", 3, thread) }
        do throws(LuaValueProblem) {
            try TableShape.names(3, thread, among: fields)
        } catch {
            throw RaisedError(argument: error.description, of: "parallel")
        }
        defer { thread.pop() }
        guard thread.rawGet("concurrency", at: 3) != .nil else { return defaultConcurrency }
        guard let value = thread.integer(at: -1), value >= 1, value <= 10_000 else {
            let got = thread.integer(at: -1).map { "\($0)" } ?? LuaTypeWords.words(for: -1, of: thread)
            throw RaisedError(argument: "concurrency: expected an integer from 1 to 10000, got \(got)", of: "parallel")
        }
        return Int(value)
    }
}
