import APIClient
import LuaBridge
import ManagementAPI

/// `each{...}`: an iterator over the items of all pages, which holds one page at a time.
struct EachFunction {
    let endpoint: Endpoint
    let wrapper: String
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            let pages = try PageSequence(
                endpoint, wrapper: wrapper, target: target, meter: scheduler.meter, thread: thread)
            let iterator = PageIterator(pages, scheduler: scheduler)
            thread.push(function: iterator.next)
            return .one
        })
    }
}
