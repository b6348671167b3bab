public import Memory

/// Raised with Lua's own words.
extension NotEnoughMemory: LuaRaisable {
    /// Pushes the text.
    public func pushRaisedValue(on thread: LuaThread) {
        thread.push(description)
    }
}

extension LuaThread {
    /// Runs `body`, and where it is refused memory once more without what nobody needs any more, as Lua does by itself before
    /// it gives up. Finalizers run in between, so nothing of Lua's may be looked at meanwhile.
    ///
    /// Stack: [-0, +?, e]
    public func makingRoom<Result>(_ body: () throws -> Result) throws -> Result {
        try balanced(pushes: nil) {
            do {
                return try droppingOnThrow(body)
            } catch let refusal as NotEnoughMemory {
                let used = state.memoryUsed
                state.collectGarbage()
                guard state.memoryUsed < used else { throw refusal }
                return try droppingOnThrow(body)
            }
        }
    }
}
