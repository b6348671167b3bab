import APIClient
import LuaBridge
import ManagementAPI

/// Calls that the generation of a target does not have, and another one does: they are there, and say which one.
struct OtherGeneration {
    let target: APITarget

    private var own: [Resource] { target.catalogue.resources(of: target.generation) }
    private var others: [Resource] { target.catalogue.resources.filter { $0.generation != target.generation } }

    /// The names of the outermost tables of all generations, each once.
    var allTables: [String] {
        var names: [String] = []
        for name in target.catalogue.resources.compactMap(\.tables.first) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// The tables in which another generation has anything that the target's own has not.
    var tablesWithMore: [String] {
        let known = Set(own.flatMap { $0.endpoints.map(\.id) })
        let more = others.filter { resource in resource.endpoints.contains { !known.contains($0.id) } }
        let tables = Set(more.compactMap(\.tables.first))
        return allTables.filter(tables.contains)
    }

    /// Pushes a metatable for the table of this dotted name: what it lacks is looked for in the other generations.
    /// Stack: [-0, +1, m]
    func pushMetatable(of name: String, on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.pushTable(fields: 2)
            lua.push(function: { [self] thread in
                guard let key = thread.type(at: 2) == .string ? thread.string(at: 2, longest: 100) : nil else {
                    thread.pushNil()
                    return .one
                }
                push("\(name).\(key)", on: thread)
                return .one
            })
            lua.rawSet("__index", at: -2)
            lua.push(false)
            lua.rawSet("__metatable", at: -2)
        }
    }

    /// Pushes what stands in place of a table or a function of another generation; nil where none has it.
    private func push(_ name: String, on lua: LuaThread) {
        if others.contains(where: { $0.name == name || $0.name.hasPrefix(name + ".") }) {
            lua.pushTable()
            pushMetatable(of: name, on: lua)
            lua.setMetatable(at: -2)
        } else if others.contains(where: { Self.endpoint(behind: name, in: $0) != nil }) {
            lua.push(function: { [target] _ in throw Self.missing(name, in: target) })
        } else {
            lua.pushNil()
        }
    }

    /// The endpoint of this id at the target.
    ///
    /// - Throws: `RaisedError` of kind `argument` that names the generation which has it.
    static func endpoint(_ id: String, in target: APITarget) throws(RaisedError) -> Endpoint {
        if let endpoint = target.catalogue.endpoint(id: id, generation: target.generation) { return endpoint }
        throw missing(id, in: target)
    }

    /// The function that finds the same objects at the target.
    ///
    /// - Throws: `RaisedError` of kind `argument` that names the generation which has it.
    static func find(_ function: FindFunction) throws(RaisedError) -> FindFunction {
        let (target, name) = (function.pages.target, function.resource.name)
        let resource = target.catalogue.resources(of: target.generation).first { $0.name == name }
        guard let resource, resource.hasFilters, let list = resource.pagedList else {
            throw missing("\(name).\(ObjectFilter.function)", in: target)
        }
        return FindFunction(
            resource: resource,
            pages: PageSource(
                endpoint: list.endpoint, paging: list.paging, target: target, meter: function.pages.meter,
                observer: function.pages.observer), scheduler: function.scheduler)
    }

    /// The endpoint of a function of a resource: its own, or for what stands beside a list with pages that list.
    private static func endpoint(behind name: String, in resource: Resource) -> Endpoint? {
        if let endpoint = resource.endpoints.first(where: { $0.id == name }) { return endpoint }
        let beside = ["each", "all"] + (resource.hasFilters ? [ObjectFilter.function] : [])
        return beside.contains { "\(resource.name).\($0)" == name } ? resource.pagedList?.endpoint : nil
    }

    private static func missing(_ name: String, in target: APITarget) -> RaisedError {
        let endpoint = target.catalogue.resources.lazy.filter { $0.generation != target.generation }
            .compactMap { Self.endpoint(behind: name, in: $0) }.first
        // Of a whole resource that is not there the resource is what is missed.
        let table = name.prefix { $0 != "." }
        let isThere = target.catalogue.resources(of: target.generation).contains { $0.tables.first == String(table) }
        let missed = isThere ? name : String(table)
        let verb = isThere || !missed.hasSuffix("s") ? "is" : "are"
        let generation = endpoint?.generation.rawValue ?? ""
        return RaisedError(
            APIError(
                kind: .argument, message: "\(missed) \(verb) in \(generation): --api \(generation)",
                method: endpoint?.method.rawValue ?? "", path: endpoint?.fullPath.description ?? "",
                target: target.client.settings.target))
    }
}
