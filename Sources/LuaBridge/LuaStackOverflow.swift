/// The stack would grow beyond Lua's limit: a value was too deep or there were too many.
public struct LuaStackOverflow: LuaRaisable, Equatable {
    /// Raised as Lua's own message.
    public func pushRaisedValue(on thread: LuaThread) {
        thread.push("stack overflow")
    }
}
