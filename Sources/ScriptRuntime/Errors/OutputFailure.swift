public import LuaBridge

/// What `RuntimeServices.write` throws, and `print` raises, where its reader has gone: a value of its own, so that the shell can end quietly.
public struct OutputFailure: LuaRaisable {
    private static let closed: StaticString = "ampsh.output-closed"

    /// The reader of standard output has gone.
    public init() {}

    /// Pushes the one value that stands for it.
    public func pushRaisedValue(on thread: LuaThread) {
        thread.pushRegistered(Self.closed)
    }

    /// Makes the value. Once for each state.
    static func install(in state: LuaState) {
        let lua = state.main
        lua.pushUniqueValue()
        lua.pushTable(fields: 1)
        lua.push(function: { thread in
            thread.push("standard output was closed")
            return .one
        })
        lua.rawSet("__tostring", at: -2)
        lua.setMetatable(at: -2)
        lua.register(closed)
    }

    /// True for that value. Stack: [-0, +0, m]
    static func isClosed(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            let index = thread.absolute(index)
            thread.pushRegistered(closed)
            defer { thread.pop() }
            return thread.type(at: index) == .userdata && thread.isRawEqual(index, -1)
        }
    }
}
