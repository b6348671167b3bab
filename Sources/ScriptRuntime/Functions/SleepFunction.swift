import LuaBridge

/// `sleep(seconds)`: lets other tasks run meanwhile.
struct SleepFunction {
    /// Longer is a mistake: some 31 years.
    private static let longest = 1e9

    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [scheduler] thread in
            guard let seconds = thread.number(at: 1), seconds >= 0, seconds <= Self.longest else {
                let got = thread.number(at: 1).map { "\($0)" } ?? LuaTypeWords.words(for: 1, of: thread)
                throw RaisedError(
                    argument: "seconds: expected a number from 0 to \(Int(Self.longest)), got \(got)", of: "sleep")
            }
            let operation = SleepOperation(.seconds(seconds), reactor: scheduler.reactor)
            return try scheduler.wait(for: operation, on: thread)
        })
    }
}
