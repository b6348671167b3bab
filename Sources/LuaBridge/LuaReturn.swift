import CLua

/// How a host function ends when it does not throw.
public struct LuaReturn {
    let status: Int32

    /// Returns the `count` values on top of the stack.
    public static func values(_ count: Int) -> LuaReturn { LuaReturn(status: Int32(count)) }

    /// No value.
    public static var nothing: LuaReturn { LuaReturn(status: 0) }

    /// The value on top.
    public static var one: LuaReturn { LuaReturn(status: 1) }

    /// Suspends the task. It goes on when its thread is resumed with (true, values...) or (false, value to raise).
    /// Allowed only where `LuaThread.canSuspend` is true.
    public static var suspended: LuaReturn { LuaReturn(status: Int32(CLUA_YIELD)) }
}
