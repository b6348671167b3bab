/// All that code one does not trust may name: the globals, and the fields of those that are libraries. An allow list: what
/// is new is not on it.
enum AllowedNames {
    /// Globals that are no libraries: those of stock Lua and the shell's own. The resources of the API come to them.
    static let globals = stock.union(ShellFunction.all.filter(\.isForAnyCode).map(\.global)).union(["arg"])

    private static let stock: Set<String> = [
        "_G", "_VERSION", "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next", "pairs",
        "pcall",
        "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "tonumber", "tostring",
        "type", "warn", "xpcall",
    ]

    /// Libraries of stock Lua, with what stays of them.
    static let libraries: [String: Set<String>] = [
        "coroutine": ["close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield"],
        "math": [
            "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max",
            "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "randomseed", "sin", "sqrt", "tan",
            "tointeger", "type", "ult",
        ],
        "os": ["clock", "date", "difftime", "time"],
        "string": [
            "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep",
            "reverse", "sub", "unpack", "upper",
        ],
        "table": ["concat", "insert", "move", "pack", "remove", "sort", "unpack"],
        "utf8": ["char", "charpattern", "codepoint", "codes", "len", "offset"],
    ]
}
