/// Why a value cannot be printed in the format asked for.
public enum PrintError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A function, userdata or thread has no literal; its text.
    case noLiteral(String)
    /// The table contains itself.
    case cycle
    /// Deeper than the limit, in tables within tables.
    case tooDeep(Int)

    /// The problem in words.
    public var description: String {
        switch self {
        case .noLiteral(let text): "no Lua literal for \(text)"
        case .cycle: "no Lua literal for a table that contains itself"
        case .tooDeep(let limit): "the value is deeper than \(limit) tables"
        }
    }
}
