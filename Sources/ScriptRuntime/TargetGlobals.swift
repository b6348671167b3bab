import LuaBridge
import ManagementAPI

/// What Lua code sees of one target: the tables of its resources, `request` and `session`.
struct TargetGlobals {
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes a table with all of it. Stack: [-0, +1, m]
    func pushTable(on lua: LuaThread) {
        lua.pushTable(fields: 8)
        for resource in Catalogue.all.resources(of: target.generation) {
            push(resource, on: lua)
            lua.rawSet(resource.name, at: -2)
        }
        RequestFunction(target: target, scheduler: scheduler).push(on: lua)
        lua.rawSet("request", at: -2)
        pushSession(on: lua)
        lua.rawSet("session", at: -2)
    }

    private func push(_ resource: Resource, on lua: LuaThread) {
        lua.pushTable(fields: resource.endpoints.count + 2)
        for endpoint in resource.endpoints {
            EndpointFunction(endpoint: endpoint, target: target, scheduler: scheduler).push(on: lua)
            HelpFunction.describe(endpoint.id, target.generation, on: lua)
            lua.rawSet(endpoint.function, at: -2)
            guard case .page(_, let wrapper) = endpoint.result else { continue }
            EachFunction(endpoint: endpoint, wrapper: wrapper, target: target, scheduler: scheduler).push(on: lua)
            HelpFunction.describe("\(resource.name).each", target.generation, on: lua)
            lua.rawSet("each", at: -2)
            AllFunction(endpoint: endpoint, wrapper: wrapper, target: target, scheduler: scheduler).push(on: lua)
            HelpFunction.describe("\(resource.name).all", target.generation, on: lua)
            lua.rawSet("all", at: -2)
        }
        HelpFunction.describe(resource.name, target.generation, on: lua)
    }

    private func pushSession(on lua: LuaThread) {
        lua.pushTable(fields: 6)
        lua.push(target.name)
        lua.rawSet("target", at: -2)
        lua.push(target.url)
        lua.rawSet("url", at: -2)
        if let profile = target.profile {
            lua.push(profile)
            lua.rawSet("profile", at: -2)
        }
        lua.push(target.generation.rawValue)
        lua.rawSet("generation", at: -2)
        lua.push(target.isReadOnly)
        lua.rawSet("read_only", at: -2)
        if let rate = target.requestsPerSecond {
            lua.push(rate)
            lua.rawSet("rps", at: -2)
        }
    }
}
