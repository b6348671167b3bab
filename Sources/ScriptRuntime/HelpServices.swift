public import LuaBridge

/// What the shell knows of help beyond the runtime. A class: the shell fills it in when it has a prompt.
public final class HelpServices {
    /// Help about the value at an index, or the name that it is, where the runtime has none. Runs no code.
    public var beyond: (LuaThread, Int) -> String? = { _, _ in nil }
    /// Shows a text to people, through a pager where there is one; nil writes it as data.
    public var show: ((String) throws -> Void)?

    /// Nothing is known, and nothing is shown otherwise.
    public init() {}
}
