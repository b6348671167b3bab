/// A Swift error that knows which Lua value it is raised as. Other errors are raised as the text of their description.
public protocol LuaRaisable: Error {
    /// Pushes the value to raise.
    ///
    /// Stack: [-0, +1, m]
    func pushRaisedValue(on thread: LuaThread)
}

extension LuaError: LuaRaisable {
    /// Pushes the value that was raised first.
    public func pushRaisedValue(on thread: LuaThread) {
        thread.push(value)
    }
}
