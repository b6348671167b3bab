import CLua

/// The type of a Lua value, as `type` names it.
public enum LuaType: Int32, Sendable {
    /// No value: an index beyond the top of the stack.
    case none = -1
    case `nil` = 0
    case boolean
    case lightUserdata
    case number
    case string
    case table
    case function
    case userdata
    case thread

    /// The name that Lua's `type` answers; both kinds of userdata share one.
    public var name: String {
        switch self {
        case .none: "no value"
        case .nil: "nil"
        case .boolean: "boolean"
        case .lightUserdata, .userdata: "userdata"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .thread: "thread"
        }
    }
}
