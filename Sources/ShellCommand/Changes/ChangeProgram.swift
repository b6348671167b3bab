import Changes
import JSON
import Ledger
import LuaBridge
import Platform
import Printing
import ScriptRuntime
import Terminal

/// Carries out a subcommand about changes in a session, as a script would be run: Ctrl-C, limits and the way out are the same.
struct ChangeProgram {
    let session: ShellSession

    /// How it ended.
    func run(_ action: ChangeAction) -> ShellSession.Ending {
        switch action {
        case .runs(let action):
            return carryOut { _ in
                try perform(action)
                return .done
            }
        case .undo(let request): return carryOut { try UndoCommand(session: session).undo(request, on: $0).code }
        case .resume(let request): return carryOut { try UndoCommand(session: session).resume(request, on: $0).code }
        }
    }

    private func carryOut(_ body: @escaping (LuaThread) throws -> ExitCode) -> ShellSession.Ending {
        var code = ExitCode.done
        let lua = session.state.main
        let ending = session.ending {
            lua.push(function: { thread in
                code = try Self.raisable { try body(thread) }
                return .nothing
            })
            try session.evaluate(lua, arguments: 0)
        }
        guard ending == .ended(.done) else { return ending }
        return .ended(code)
    }

    /// What is wrong with the ledger is raised as what it is.
    static func raisable<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as LedgerError { throw Refusal(error) }
    }

    private func perform(_ action: RunsAction) throws {
        do throws(LedgerError) {
            let ledger = try session.changes.recorder.ledger()
            switch action {
            case .list(let object, let since):
                let runs = try ledger.runs(Ledger.Query(object: object, since: since))
                let isTable = session.settings.output == .table
                try display(.array(runs.map { .object(isTable ? $0.row : $0.json) }))
            case .show(let number, let items):
                try show(number, items, ledger)
            case .export(let number, let file):
                let text = try ledger.export(number)
                guard let file else { return try write(text) }
                try PrivateText.write(text, to: file)
                session.console.errVisible("run \(number) is in \(file)\n")
            case .importing(let file):
                let bytes: [UInt8]
                do { bytes = try ScriptFile.read(file, memory: session.state.memory) } catch {
                    throw LedgerError.unavailable(path: file, reason: "\(error)")
                }
                let number = try ledger.import(bytes)
                session.console.errVisible("it is run \(number) here\n")
            case .prune(let time):
                let count = try ledger.prune(before: time)
                session.console.errVisible("\(count) \(count == 1 ? "run is" : "runs are") forgotten\n")
            }
        } catch {
            throw Refusal(error)
        }
    }

    private func show(_ number: Int64, _ items: [String], _ ledger: Ledger) throws(LedgerError) {
        let run = try ledger.run(number)
        let changes = try ledger.changes(of: number).filter { change in
            items.isEmpty || change.repeatedBy == nil && items.contains(change.outcome?.rawValue ?? "")
        }
        guard session.settings.output == .table else {
            if items.isEmpty {
                var object = run.json
                object["changes"] = .array(changes.map { .object($0.json) })
                return try display(.object(object))
            }
            return try display(.array(changes.map { .object($0.json) }))
        }
        if items.isEmpty { try display(.object(run.json)) }
        try display(
            .array(
                changes.map { change in
                    var row: JSONObject = [
                        "n": .integer(Int64(change.number)), "object": .string(change.object.name),
                        "call": .string(change.call),
                        "outcome": .string(change.outcome?.rawValue ?? "open"),
                    ]
                    row["at"] = change.place.map { .string($0) }
                    row["message"] = change.message.map { .string($0) }
                    return .object(row)
                }))
    }

    private func display(_ value: JSONValue) throws(LedgerError) {
        let lua = session.state.main
        do {
            try session.runtime.push(json: value.encoded(), on: lua)
            try session.printer.print(lua, count: 1, to: session.console)
            lua.pop()
        } catch {
            throw .unavailable(path: "standard output", reason: "\(error)")
        }
    }

    private func write(_ text: [UInt8]) throws(LedgerError) {
        do { try session.console.out(text) } catch {
            throw .unavailable(path: "standard output", reason: "\(error)")
        }
    }
}
