import CLua

/// What a resumed task did.
public enum LuaResumption {
    /// It waits for the host: resume it with (true, values...) or (false, value to raise).
    case suspended
    /// It returned; that many results are on its stack.
    case finished(results: Int)
    /// It raised.
    case failed(LuaError)
}

extension LuaThread {
    /// Pushes a new thread, whose stack is empty, and answers it. It lives as long as something refers to it.
    /// Stack: [-0, +1, m]
    public func pushNewThread() -> LuaThread? {
        balanced(pushes: 1) {
            lua_newthread(pointer).map { LuaThread($0) }
        }
    }

    /// Runs this thread as a task of the host: starts the function below `arguments` values, or goes on after
    /// `LuaReturn.suspended` with them.
    ///
    /// - Parameters:
    ///   - arguments: how many values on top of this thread's stack are passed.
    ///   - caller: the thread whose code resumes it.
    ///   - traceback: keeps the stack of a failure in the error.
    public func resume(arguments: Int, from caller: LuaThread, traceback: Bool = false) -> LuaResumption {
        var results: Int32 = 0
        let status = clua_resume(pointer, caller.pointer, Int32(arguments), &results)
        switch status {
        case Int32(CLUA_YIELDED):
            pop(Int(results))
            return .suspended
        case Int32(CLUA_OK):
            return .finished(results: Int(results))
        default:
            var trace: String?
            if traceback {
                pushTraceback(level: 0)
                trace = string(at: -1)
                pop()
            }
            let failure = error(status: status, traceback: trace)
            closeAfterFailure()
            return .failed(failure)
        }
    }

    /// Runs the pending `<close>` handlers of a task that failed or is given up, and empties its stack. Their own raise
    /// replaces nothing; while an interrupt is on they do not run.
    public func closeAfterFailure() {
        clua_reset_thread(pointer)
    }

    /// True where a host function may end with `LuaReturn.suspended`: directly in a task, with nothing on its call
    /// stack that cannot be left and entered again.
    public var canSuspend: Bool { clua_can_suspend(pointer) != 0 }
}
