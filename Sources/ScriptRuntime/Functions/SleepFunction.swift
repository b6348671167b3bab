import LuaBridge

/// `sleep(seconds)`: lets other tasks run meanwhile.
struct SleepFunction {
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [scheduler] thread in
                _ = try ShellArguments.checked(of: .sleep, on: thread)
                let operation = SleepOperation(.seconds(thread.number(at: 1) ?? 0), reactor: scheduler.reactor)
                return try scheduler.wait(for: operation, on: thread)
            })
        }
    }
}
