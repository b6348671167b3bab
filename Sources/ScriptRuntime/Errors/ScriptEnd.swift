import LuaBridge

/// A raised table with an exit code in its field `exit`: not a failure, but how a script, or a library for it, ends. So
/// the process ends, while a prompt that loaded the script goes on, which `os.exit` would end.
public struct ScriptEnd: Sendable, Equatable {
    /// What the process ends with.
    public let code: Int32
    /// What is said, as it is; nil for nothing.
    public let message: String?

    /// The end that the value at `index` stands for; nil for any other value. Stack: [-0, +0, m]
    static func read(at index: Int, of thread: LuaThread) -> ScriptEnd? {
        thread.balanced {
            guard thread.type(at: index) == .table else { return nil }
            let index = thread.absolute(index)
            thread.rawGet("exit", at: index)
            defer { thread.pop() }
            guard thread.type(at: -1) == .number, let code = thread.integer(at: -1), (0...255).contains(code) else {
                return nil
            }
            thread.rawGet("message", at: index)
            defer { thread.pop() }
            let isText = thread.type(at: -1) == .string
            return ScriptEnd(
                code: Int32(code), message: isText ? thread.string(at: -1, longest: LuaError.longestMessage) : nil)
        }
    }
}
