import APIClient
import JSON
import Ledger
import LuaBridge
import ScriptRuntime

/// `runs.list()`, `runs.get(number)` and `undo(number)`: what the command line has, for Lua.
struct RunFunctions {
    let session: ShellSession

    /// Adds them to the session.
    func install() {
        let runtime = session.runtime
        runtime.install("runs") { lua in
            lua.pushTable(fields: 2)
            lua.push(function: { thread in try list(thread) })
            lua.rawSet("list", at: -2)
            lua.push(function: { thread in try get(thread) })
            lua.rawSet("get", at: -2)
        }
        runtime.install("undo") { lua in lua.push(function: { thread in try undo(thread) }) }
    }

    private func list(_ thread: LuaThread) throws -> LuaReturn {
        let runs = try ChangeProgram.raisable { try session.changes.recorder.ledger().runs() }
        try session.runtime.push(json: JSONValue.array(runs.map { .object($0.json) }).encoded(), on: thread)
        return .one
    }

    private func get(_ thread: LuaThread) throws -> LuaReturn {
        let number = try number(thread, "runs.get")
        let run = try ChangeProgram.raisable { () throws -> JSONObject in
            let ledger = try session.changes.recorder.ledger()
            var run = try ledger.run(number).json
            run["changes"] = .array(try ledger.changes(of: number).map { .object($0.json) })
            return run
        }
        try session.runtime.push(json: JSONValue.object(run).encoded(), on: thread)
        return .one
    }

    private func undo(_ thread: LuaThread) throws -> LuaReturn {
        let number = thread.isNoneOrNil(at: 1) ? nil : try number(thread, "undo")
        let outcome = try ChangeProgram.raisable {
            try UndoCommand(session: session).undo(UndoRequest(run: number), on: thread)
        }
        guard let run = outcome.run else { return .nothing }
        let json = try ChangeProgram.raisable { try session.changes.recorder.ledger().run(run).json }
        try session.runtime.push(json: JSONValue.object(json).encoded(), on: thread)
        return .one
    }

    private func number(_ thread: LuaThread, _ function: String) throws -> Int64 {
        guard let number = thread.integer(at: 1), number > 0 else {
            throw RaisedError(
                APIError(
                    kind: .argument, message: "\(function): run: expected the number of a run", method: "", path: ""))
        }
        return Int64(number)
    }
}
