import Repl
import ScriptRuntime

/// Lets what a session is made of reach what is made after it.
final class SessionHolder {
    var runtime: ScriptRuntime?
    /// Owned by the session.
    weak var context: ReplContext?
}
