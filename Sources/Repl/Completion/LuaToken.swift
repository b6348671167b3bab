/// One token of Lua text; comments and blanks are none.
enum LuaToken: Equatable {
    /// A name or a keyword.
    case name(String)
    case number(String)
    /// A closed literal, with its escapes read.
    case string([UInt8])
    /// An operator or a bracket.
    case symbol(String)
}
