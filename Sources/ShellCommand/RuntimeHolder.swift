import ScriptRuntime

/// Lets the printer reach the runtime, which is made after it.
final class RuntimeHolder {
    var runtime: ScriptRuntime?
}
