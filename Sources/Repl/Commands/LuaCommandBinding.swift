public import LuaBridge
import Terminal
import TextLayout

/// A function of the Lua table `shell` that does what a command does. Both share one implementation.
public struct LuaCommandBinding {
    /// Where it may be called.
    public enum Scope: Sendable {
        /// Also in scripts.
        case everywhere
        /// Only while a prompt is open, and in the rc file.
        case prompt
    }

    /// What runs: its arguments are the stack of the thread, and what it throws is raised.
    public typealias Body = (_ context: ReplContext, _ thread: LuaThread) throws -> LuaReturn

    /// How it is called: `shell.save(path, range, {overwrite = false})`.
    public let signature: String
    /// Where it may be called.
    public let scope: Scope
    /// What it does, in a line or two.
    public let text: String
    /// A line of Lua.
    public let example: String
    let body: Body

    init(
        _ signature: String, _ scope: Scope, _ text: String, example: String, body: @escaping Body
    ) {
        self.signature = signature
        self.scope = scope
        self.text = text
        self.example = example
        self.body = body
    }

    /// The name in the table `shell`.
    public var name: String { String(signature.dropFirst("shell.".count).prefix { $0 != "(" }) }

    /// As `help` prints it.
    public var page: String {
        let whole =
            text.split(separator: "\n").joined(separator: " ")
            + (scope == .prompt ? " Only where a prompt is open." : "")
        let lines = TextWrap.lines(of: whole, width: 78).joined(separator: "\n")
        return "\(signature)\n\n\(lines)\n\nExample:\n  \(example)\n"
    }
}
