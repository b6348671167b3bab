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

    /// The newest of a sandbox's objects are read when Tab first needs them; more than this would be felt.
    private static let firstLook = 200

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
            return sandboxPage("\(list.endpoint.fullPath)?\(list.paging.limit)=\(Self.firstLook)", target).map {
                KnownObject.read(page: $0, of: list.items, list.paging)
            }
        }
        observer.onAnswer = { [snapshot] sight, thread in
            var isList = false
            if case .page = sight.endpoint.result { isList = true }
            snapshot.insert(
                KnownObject.read(sight.endpoint.result, on: thread), sight.endpoint.resource,
                of: sight.target.identity, isList: isList)
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
