import LuaBridge
import ManagementAPI

/// What Lua code sees of one target: the tables of its resources, `catalogue`, `request` and `session`.
struct TargetGlobals {
    let target: APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver
    /// The tables of the session, whose target may become another one.
    var isMain = false

    /// Pushes a table with all of it. Stack: [-0, +1, m]
    func pushTable(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.pushTable(fields: 9)
            fillResources(on: lua)
            RequestFunction(target: target, scheduler: scheduler).push(on: lua)
            describe("request", on: lua)
            lua.rawSet("request", at: -2)
            pushSession(on: lua)
            lua.rawSet("session", at: -2)
        }
    }

    /// Sets the tables of the resources, and `catalogue`, in the table on top. Resources that are there stay the same tables,
    /// with what the target's generation has in them. Stack: [-0, +0, m]
    func fillResources(on lua: LuaThread) {
        lua.balanced {
            CatalogueTable(catalogue: target.catalogue, generation: target.generation).push(on: lua)
            lua.rawSet("catalogue", at: -2)
            let other = OtherGeneration(target: target)
            for name in other.allTables {
                if lua.rawGet(name, at: -1) == .table { clear(lua) }
                lua.pop()
            }
            for resource in target.catalogue.resources(of: target.generation) { push(resource, on: lua) }
            for name in other.tablesWithMore {
                if lua.rawGet(name, at: -1) != .table {
                    lua.pop()
                    lua.pushTable()
                    lua.pushCopy(of: -1)
                    lua.rawSet(name, at: -3)
                }
                other.pushMetatable(of: name, on: lua)
                lua.setMetatable(at: -2)
                lua.pop()
            }
        }
    }

    /// Takes everything out of the table on top. Stack: [-0, +0, m]
    private func clear(_ lua: LuaThread) {
        lua.balanced {
            for key in lua.keys(at: -1).names {
                lua.push(bytes: key)
                lua.pushNil()
                lua.rawSet(at: -3)
            }
            lua.pushNil()
            lua.setMetatable(at: -2)
        }
    }

    /// Sets the functions of a resource in its table, which stands below the table on top and is made where it is not
    /// there yet. Stack: [-0, +0, m]
    private func push(_ resource: Resource, on lua: LuaThread) {
        lua.balanced {
            let top = lua.top
            defer { lua.setTop(top) }
            for name in resource.tables {
                if lua.rawGet(name, at: -1) != .table {
                    lua.pop()
                    lua.pushTable(fields: resource.endpoints.count + 2)
                    lua.pushCopy(of: -1)
                    lua.rawSet(name, at: -3)
                }
            }
            for endpoint in resource.endpoints {
                EndpointFunction(endpoint: endpoint, target: target, scheduler: scheduler, observer: observer)
                    .push(on: lua)
                describe(endpoint.id, on: lua)
                lua.rawSet(endpoint.function, at: -2)
                guard case .page(_, let paging) = endpoint.result else { continue }
                let pages = PageSource(
                    endpoint: endpoint, paging: paging, target: target, meter: scheduler.meter, observer: observer)
                EachFunction(pages: pages, scheduler: scheduler).push(on: lua)
                describe("\(resource.name).each", on: lua)
                lua.rawSet("each", at: -2)
                AllFunction(pages: pages, scheduler: scheduler).push(on: lua)
                describe("\(resource.name).all", on: lua)
                lua.rawSet("all", at: -2)
                guard resource.hasFilters, resource.pagedList?.endpoint == endpoint else { continue }
                FindFunction(resource: resource, pages: pages, scheduler: scheduler).push(on: lua)
                describe("\(resource.name).\(ObjectFilter.function)", on: lua)
                lua.rawSet(ObjectFilter.function, at: -2)
            }
            describe(resource.name, on: lua)
        }
    }

    private func describe(_ name: String, on lua: LuaThread) {
        HelpFunction.describe(name, target.generation, target: isMain ? nil : target.identity, on: lua)
    }

    private func pushSession(on lua: LuaThread) {
        lua.pushTable(fields: 6)
        Self.fillSession(of: target, on: lua)
    }

    /// Sets the fields of the table on top. Stack: [-0, +0, m]
    static func fillSession(of target: APITarget, on lua: LuaThread) {
        lua.balanced {
            lua.push(target.name)
            lua.rawSet("target", at: -2)
            lua.push(target.url)
            lua.rawSet("url", at: -2)
            if let profile = target.profile { lua.push(profile) } else { lua.pushNil() }
            lua.rawSet("profile", at: -2)
            lua.push(target.generation.rawValue)
            lua.rawSet("generation", at: -2)
            lua.push(target.isReadOnly)
            lua.rawSet("read_only", at: -2)
            if let rate = target.requestsPerSecond { lua.push(rate) } else { lua.pushNil() }
            lua.rawSet("rps", at: -2)
        }
    }
}
