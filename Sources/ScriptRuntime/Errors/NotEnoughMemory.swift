import LuaBridge

/// Raised where a value is larger than `--memory-limit` allows, with Lua's own words.
struct NotEnoughMemory: LuaRaisable {
    func pushRaisedValue(on thread: LuaThread) {
        thread.push("not enough memory")
    }
}
