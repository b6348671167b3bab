import CLua

/// What a signal handler needs to stop running Lua code: two words of C, no Swift object.
public struct LuaInterrupter {
    /// To be passed to `function`.
    public let host: OpaquePointer

    /// Stops the code that runs, for a reason other than 0. Only on the thread that owns the state.
    public func interrupt(reason: Int32) {
        clua_interrupt(host, reason)
    }

    /// `interrupt` as a C function of (host, reason): async-signal-safe.
    public static var function: @convention(c) (OpaquePointer?, Int32) -> Void { clua_interrupt }
}
