import LuaBridge
import ManagementAPI

/// `find{...}`: objects by what they have, as a value that begins anew whenever somebody goes over it.
struct FindFunction {
    let resource: Resource
    let pages: PageSource
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [self] thread in
                // A function that code has kept follows its target to another generation.
                guard pages.target.generation != resource.generation else { return try find(on: thread) }
                return try OtherGeneration.find(self).find(on: thread)
            })
        }
    }

    private var function: String { "\(resource.name).\(ObjectFilter.function)" }

    private func find(on thread: LuaThread) throws -> LuaReturn {
        let catalogue = pages.target.catalogue
        let choice: ObjectChoice
        do throws(LuaValueProblem) {
            if thread.type(at: 1) == .table, thread.rawGet(ObjectFilter.function, at: 1) != .nil {
                throw LuaValueProblem(path: .root, kind: .calledWithColon(function: "\(function){...}"))
            }
            thread.setTop(1)
            choice = try ObjectChoice.read(resource.filters(in: catalogue), of: thread)
        } catch {
            throw error.raised(by: function)
        }
        // What it finds stays at the service of this moment.
        let walk = ObjectWalk(choice: choice, source: pages.fixed, references: references(choice), scheduler: scheduler)
        try FoundObjects.push(walk, function: function, on: thread)
        return .one
    }

    /// The lists in which what filters refer to is looked up, by the filters' names.
    private func references(_ choice: ObjectChoice) -> [String: PageSource] {
        var lists: [String: PageSource] = [:]
        for condition in choice.conditions {
            guard case .reference(_, let name) = condition.filter.test,
                let list = pages.target.catalogue.resources(of: resource.generation).first(where: { $0.name == name })?
                    .pagedList
            else { continue }
            lists[condition.filter.name] = PageSource(
                endpoint: list.endpoint, paging: list.paging, target: pages.target.fixed, meter: pages.meter,
                observer: pages.observer)
        }
        return lists
    }
}
