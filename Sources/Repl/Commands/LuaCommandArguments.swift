import LuaBridge

/// The arguments of a function of `shell`, checked.
struct LuaCommandArguments {
    let thread: LuaThread

    init(_ thread: LuaThread) { self.thread = thread }

    /// A string that must be there.
    func text(_ index: Int, _ name: String) throws(CommandError) -> String {
        guard let text = try optionalText(index, name) else { throw wrong(name, "a string", index) }
        return text
    }

    /// A string, or nil.
    func optionalText(_ index: Int, _ name: String) throws(CommandError) -> String? {
        if thread.isNoneOrNil(at: index) { return nil }
        guard let bytes = thread.bytes(at: index) else { throw wrong(name, "a string", index) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError("\(name): the string is not valid UTF-8")
        }
        return text
    }

    /// A whole number, or nil.
    func optionalInteger(_ index: Int, _ name: String) throws(CommandError) -> Int? {
        if thread.isNoneOrNil(at: index) { return nil }
        guard let integer = thread.integer(at: index) else { throw wrong(name, "a whole number", index) }
        return Int(integer)
    }

    /// What is wrong with an argument.
    func wrong(_ name: String, _ expected: String, _ index: Int) -> CommandError {
        CommandError("\(name): expected \(expected), got \(thread.type(at: index).name)")
    }
}
