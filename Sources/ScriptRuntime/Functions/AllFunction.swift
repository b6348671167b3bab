import APIClient
import LuaBridge
import ManagementAPI

/// `all{...}`: the items of all pages as one array.
struct AllFunction {
    let endpoint: Endpoint
    let wrapper: String
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            let pages = try PageSequence(
                endpoint, wrapper: wrapper, target: target, meter: scheduler.meter, thread: thread)
            return try scheduler.wait(for: AllOperation(pages, meter: scheduler.meter, thread: thread), on: thread)
        })
    }
}
