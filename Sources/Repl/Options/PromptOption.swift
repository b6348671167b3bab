import LuaBridge

/// One row of what `.set` sets. One table: `.set`, Tab, `shell.set` and the page of the prompt come from it.
public struct PromptOption {
    /// Its name.
    public let name: String
    /// How a value is written: `on|off`.
    public let placeholder: String
    /// One line.
    public let summary: String
    /// What may stand as a value, for Tab.
    public let values: [String]
    /// The command's argument is Lua code whose value is meant.
    let takesCode: Bool
    /// What holds, in a word.
    let read: (ReplContext) -> String
    /// Sets it from the value at an index, and leaves the stack as it is.
    let write: (ReplContext, LuaThread, Int) throws(CommandError) -> Void

    /// Switched on and off.
    static func flag(
        _ name: String, _ summary: String, read: @escaping (ReplContext) -> Bool,
        write: @escaping (ReplContext, Bool) -> Void
    ) -> PromptOption {
        PromptOption(
            name: name, placeholder: "on|off", summary: summary, values: ["on", "off"], takesCode: false,
            read: { read($0) ? "on" : "off" },
            write: { context, thread, index throws(CommandError) in
                write(context, try truth(name, thread, index))
            })
    }

    /// One of some words.
    static func choice(
        _ name: String, _ values: [String], _ summary: String, read: @escaping (ReplContext) -> String,
        write: @escaping (ReplContext, String) -> Void
    ) -> PromptOption {
        PromptOption(
            name: name, placeholder: values.joined(separator: "|"), summary: summary, values: values, takesCode: false,
            read: read,
            write: { context, thread, index throws(CommandError) in
                var text = thread.string(at: index)
                if thread.type(at: index) == .boolean { text = thread.truth(at: index) ? "on" : "off" }
                guard let text, values.contains(text) else {
                    throw CommandError("\(name) is one of \(values.joined(separator: ", "))")
                }
                write(context, text)
            })
    }

    private static func truth(_ name: String, _ thread: LuaThread, _ index: Int) throws(CommandError) -> Bool {
        if thread.type(at: index) == .boolean { return thread.truth(at: index) }
        switch thread.string(at: index) {
        case "on": return true
        case "off": return false
        default: throw CommandError("\(name) is on or off")
        }
    }
}
