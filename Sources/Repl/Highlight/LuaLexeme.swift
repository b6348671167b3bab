/// A piece of Lua text and where it stands, counted in Unicode scalars.
struct LuaLexeme: Equatable {
    enum Kind: Equatable {
        case name, keyword, number, comment, symbol
        /// Whether its end is there.
        case string(isClosed: Bool)
    }

    let kind: Kind
    let range: Range<Int>
}
