import LuaBridge

/// `all{...}`: the items of all pages as one array.
struct AllFunction {
    let pages: PageSource
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [source = pages, scheduler] thread in
                let pages = try PageSequence(source, thread: thread)
                return try scheduler.wait(for: AllOperation(pages, meter: scheduler.meter, thread: thread), on: thread)
            })
        }
    }
}
