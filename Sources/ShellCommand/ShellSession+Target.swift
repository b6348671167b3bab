import APIClient
import Repl
import ScriptRuntime

extension ShellSession {
    /// Makes another target the one of the global tables.
    ///
    /// - Throws: why it cannot be used; nothing has changed then.
    func switchTarget(to target: Target) throws {
        guard target.generation == presentTarget.generation else { throw StartupError.otherGeneration(target.label) }
        runtime.switchTarget(to: try opener.open(main: target))
        presentTarget = target
    }

    /// What went over the wire so far, to any target.
    var traffic: Traffic {
        let all = opener.statistics
        return Traffic(
            requests: all.requests, retries: all.repetitions, bytes: all.bytesSent + all.bytesReceived)
    }

    /// The text of a page of a sandbox in this process; nil for any other target.
    func sandboxPage(_ path: String, of identity: String) -> [UInt8]? { opener.sandboxPage(path, of: identity) }
}
