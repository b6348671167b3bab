package import LuaBridge
import ManagementAPI
package import Repl
package import ScriptRuntime

/// Completion at the prompt as far as it knows the API: joins the runtime, the snapshot and what the config file names.
package final class PromptCompletion {
    private let runtime: ScriptRuntime
    private let snapshot: Snapshot
    private let profiles: () -> [String]
    /// The target of the global resources.
    private let target: () -> APITarget

    /// - Parameters:
    ///   - observer: sees answers from now on.
    ///   - sandboxPage: the text of a page of a sandbox, by its path and the target's identity.
    package init(
        runtime: ScriptRuntime, observer: AnswerObserver, snapshot: Snapshot = Snapshot(),
        target: @escaping () -> APITarget, profiles: @escaping () -> [String],
        sandboxPage: @escaping (_ path: String, _ identity: String) -> [UInt8]?
    ) {
        self.runtime = runtime
        self.snapshot = snapshot
        self.target = target
        self.profiles = profiles
        snapshot.fill = { resource, target in
            guard let list = Catalogue.all.resources.first(where: { $0.name == resource })?.pagedList else {
                return nil
            }
            return sandboxPage("\(list.endpoint.fullPath)?\(list.paging.limit)=\(Snapshot.firstLook)", target).map {
                KnownObject.read(page: $0, of: list.items, list.paging)
            }
        }
        observer.onAnswer = { [snapshot] sight, thread in
            var isList = false
            var hasMore = false
            if case .page(_, let paging) = sight.endpoint.result {
                isList = true
                hasMore = Self.hasField(paging.nextCursor, thread)
            }
            snapshot.insert(
                KnownObject.read(sight.endpoint.result, on: thread), sight.endpoint.resource,
                of: sight.target.identity, isList: isList, hasMore: hasMore)
        }
    }

    /// Whether the table on top says that more follow. Stack: [-0, +0, m]
    private static func hasField(_ name: String, _ thread: LuaThread) -> Bool {
        thread.balanced {
            guard (try? thread.reserve(2)) != nil, thread.type(at: -1) == .table else { return false }
            defer { thread.pop() }
            return thread.rawGet(name, at: -1) != .nil
        }
    }

    /// Parameters, values and ids for the cursor.
    package func hint(_ context: CompletionContext) -> ReplHint? {
        CallCompletion(knowledge: knowledge).hint(context)
    }

    /// The call around the cursor.
    package func signature(_ context: CompletionContext) -> String? {
        CallSignature(knowledge: knowledge).text(context)
    }

    /// The labels of objects that are known and told by keys, such as experiments, that begin so.
    package func labels(_ prefix: String) -> [(label: String, title: String)] {
        let target = target()
        let named = Catalogue.all.resources(of: target.generation).filter { resource in
            resource.endpoints.contains { $0.lookup != nil }
        }
        return named.flatMap { resource in
            snapshot.find(prefix, resource.name, of: target.identity, most: CallCompletion.most).objects
                .filter { $0.label.hasPrefix(prefix) }.map { ($0.label, $0.title) }
        }
    }

    /// The fields of what the function at a path returns, or of an item of that.
    package func fields(of path: LuaPath, isItem: Bool) -> [(name: String, summary: String)] {
        var type: ObjectType?
        if let shape = function(path)?.shape {
            // `each` and `all` have the items of the list beside them.
            let isWhole = shape.name.hasSuffix(".each") || shape.name.hasSuffix(".all")
            let list = shape.name.split(separator: ".").dropLast().joined(separator: ".") + ".list"
            let id = isWhole ? list : shape.name
            switch Catalogue.all.endpoint(id: id, generation: shape.generation)?.result {
            case .page(let item, _): type = isItem ? item : nil
            case .object(let object): type = isItem ? nil : object
            default: break
            }
        } else if let names = path.names, names.last == "find" {
            // What it gives are the items of the list beside it.
            type = Catalogue.all.objectType(
                of: names.dropLast().joined(separator: "."), generation: target().generation)
        }
        return (type?.fields ?? []).map { ($0.name, $0.help) }
    }

    /// The values that fields of this name have in the API.
    package func values(ofField name: String) -> [String] {
        for type in Catalogue.all.types(of: target().generation) + Catalogue.all.answeredTypes() {
            if let choices = type.field(name)?.type.choices { return choices }
        }
        return []
    }

    /// The id behind a key that stands where the path of a request has an id, as far as answers told.
    package func idHint(_ path: String, _ method: String) -> String? {
        guard let (text, resource) = idInPath(path, method) else { return nil }
        let found = snapshot.find(text, resource, of: target().identity, most: 50).objects
        guard !found.contains(where: { $0.id == text }), let object = found.first(where: { $0.label == text }) else {
            return nil
        }
        return Self.hint(key: text, id: object.id)
    }

    /// One page of the list is asked for: the newest objects, or those of that key where the service can tell them.
    private static let body = """
        local page = filters and list{[label] = key, limit = 1000} or list{limit = 1000}
        for _, object in ipairs(page) do
          if object[label] == key then return object[identity] end
        end
        """

    /// The same by one lookup at the service.
    package func lookUpID(
        _ path: String, _ method: String, _ call: (LuaThread) throws(LuaError) -> Void
    ) -> String? {
        guard let (text, resource) = idInPath(path, method),
            let list = Catalogue.all.resources(of: target().generation).first(where: { $0.name == resource })?
                .pagedList,
            let label = list.items.kind?.label, let identity = list.items.kind?.identifyingField
        else { return nil }
        let lua = runtime.state.main
        let top = lua.top
        defer { lua.setTop(top) }
        let filters = list.endpoint.parameters(by: .named).contains { $0.field.name == label }
        do throws(LuaError) {
            try lua.load(
                "local list, label, identity, key, filters = ... return function() " + Self.body + " end",
                name: "=lookup")
            runtime.push("\(resource).list", of: target())
            lua.push(label)
            lua.push(identity)
            lua.push(text)
            lua.push(filters)
            try lua.call(arguments: 5, results: 1)
            lua.pushNil()
            try call(lua)
        } catch { return nil }
        return lua.string(at: -1).map { Self.hint(key: text, id: $0) }
    }

    static func hint(key: String, id: String) -> String { "\(key.debugDescription) is a key; its id is \(id)" }

    /// What stands for the id of a resource in the path of a request.
    private func idInPath(_ path: String, _ method: String) -> (text: String, resource: String)? {
        guard let method = HTTPMethod(rawValue: method),
            let route = Catalogue.all.route(method, path, generation: target().generation)
        else { return nil }
        for (name, text) in route.captures {
            guard let field = route.endpoint.parameters.first(where: { $0.field.name == name })?.field,
                case .id(let resource)? = field.meaning
            else { continue }
            return (text, resource)
        }
        return nil
    }

    private var knowledge: CompletionKnowledge {
        CompletionKnowledge(function: function, object: object, profiles: profiles, snapshot: snapshot)
    }

    private func function(_ path: LuaPath) -> CompletionKnowledge.Function? {
        let lua = runtime.state.main
        guard !path.isMethod, path.push(on: lua) else { return nil }
        defer { lua.pop() }
        guard let name = runtime.functionName(at: -1, of: lua),
            let shape = CallShape(name.name, name.generation)
        else { return nil }
        return .init(shape: shape, target: name.target ?? target().identity)
    }

    private func object(_ path: LuaPath, _ resource: String) -> KnownObject? {
        let lua = runtime.state.main
        guard path.push(on: lua) else { return nil }
        defer { lua.pop() }
        switch lua.type(at: -1) {
        case .table:
            guard let type = Catalogue.all.objectType(of: resource, generation: target().generation) else { return nil }
            return (try? lua.reserve(8)).flatMap { KnownObject(lua, type) }
        case .string: return lua.string(at: -1).map { KnownObject(id: $0, label: "") }
        case .number: return lua.integer(at: -1).map { KnownObject(id: String($0), label: "") }
        default: return nil
        }
    }

    // MARK: - Refreshing

    /// Goes over all pages of one resource; the answer is how many objects there are.
    private static let walk = "local each, n = ..., 0 for _ in each{} do n = n + 1 end return n"

    /// Lists everything of the present target anew, so that what is gone is forgotten; what was known stays where that fails.
    ///
    /// - Parameter call: calls the function below its one argument, interrupts armed, and leaves all results.
    package func refresh(_ call: (LuaThread) throws(LuaError) -> Void) throws(LuaError) -> String {
        let lua = runtime.state.main
        let top = lua.top
        defer { lua.setTop(top) }
        let target = target()
        let before = snapshot.take(target.identity)
        var counts: [String] = []
        do throws(LuaError) {
            for resource in Catalogue.all.resources(of: target.generation) {
                guard resource.pagedList != nil else { continue }
                lua.setTop(top)
                try lua.load(Self.walk, name: "=refresh")
                runtime.push("\(resource.name).each", of: target)
                try call(lua)
                let count = lua.integer(at: -1) ?? 0
                counts.append(Catalogue.all.count(Int(count), of: resource.name))
            }
        } catch {
            snapshot.restore(before, of: target.identity)
            throw error
        }
        return counts.joined(separator: ", ")
    }
}
