/// Why a module that was found cannot be loaded, in stock Lua's words; raised as a string, as stock Lua does.
struct ModuleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
