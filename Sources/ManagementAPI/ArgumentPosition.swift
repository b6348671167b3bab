/// How a Lua function takes a parameter.
public enum ArgumentPosition: String, Sendable, Hashable {
    /// In its place in the argument list.
    case positional
    /// As a field of the table that comes last.
    case named
}
