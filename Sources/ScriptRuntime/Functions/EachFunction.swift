import LuaBridge

/// `each{...}`: an iterator over the items of all pages, which holds one page at a time.
struct EachFunction {
    let pages: PageSource
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [source = pages, scheduler] thread in
                let pages = try PageSequence(source, thread: thread)
                let iterator = PageIterator(pages, scheduler: scheduler, state: thread.state)
                thread.push(function: iterator.next)
                return .one
            })
        }
    }
}
