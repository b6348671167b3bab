import APIClient
import LuaBridge
import Repl
import ScriptRuntime
import Terminal

extension ShellSession {
    /// Makes another target the one of the global tables.
    ///
    /// - Throws: why it cannot be used; nothing has changed then.
    func switchTarget(to target: Target) throws {
        runtime.switchTarget(to: try opener.open(main: target))
        presentTarget = target
    }

    /// What went over the wire so far, to any target.
    var traffic: Traffic {
        let all = opener.statistics
        return Traffic(
            requests: all.requests, retries: all.repetitions, bytes: all.bytesSent + all.bytesReceived)
    }

    /// Holds code to what the header of a script declares that is loaded under `name`. Where the code is not trusted, only
    /// a file declares anything.
    ///
    /// - Returns: to be called when the script has ended.
    func beginScript(_ header: ScriptHeader, _ name: String) throws(HeaderProblem) -> () -> Void {
        scriptHeaders.note(header, of: name)
        guard !declaredWrites.isDeclared, !settings.isRestricted || name.hasPrefix("@") else { return {} }
        for problem in try declaredWrites.begin(header, of: String(name.dropFirst())) {
            console.errVisible("ampsh: \(problem)\n")
        }
        guard declaredWrites.isDeclared else { return {} }
        let hadHook = state.hasHook
        return { [declaredWrites, state] in
            // What it leaves behind to run later runs now, or not any more: then nothing says that it is the script's.
            if !hadHook { state.dropHook() }
            state.collectGarbage()
            state.collectGarbage()
            declaredWrites.end()
        }
    }
}
