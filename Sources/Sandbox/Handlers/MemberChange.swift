import JSON
import ManagementAPI

/// What a call does to the members of a list of an object, as calls about them show them.
struct MemberChange {
    let change: SubjectChange
    let view: MemberView

    private var call: EndpointCall { change.call }

    func apply(to object: inout JSONObject, _ store: any StoreWriter) throws {
        guard case .object = change.reader.result else {
            for effect in call.endpoint.effects {
                switch effect {
                case .insert: try add(to: &object)
                case .removeItem: try remove(from: &object, store)
                default: break
                }
            }
            return
        }
        let index = try view.index(call, change.object)
        let before = view.member(view.items(object)[index], of: object)
        var member = JSONValue.object(before)
        for effect in call.endpoint.effects { effect.apply(to: &member, arguments: change.values) }
        let after = member.objectValue ?? before
        let (old, new) = (before[view.view.key]?.stringValue ?? "", after[view.view.key]?.stringValue ?? "")
        if !old.utf8.elementsEqual(new.utf8) {
            try checkIsFree(new, in: object)
            try store.moveInclusions(of: change.object.stored.id, member: old, to: new)
        }
        view.replace(before, at: index, by: after, in: &object)
    }

    private func add(to object: inout JSONObject) throws(RequestProblem) {
        let given = JSONObject(
            call.endpoint.parameters(in: .body).compactMap { parameter in
                change.values[parameter.name].map { (parameter.name, $0) }
            })
        try checkIsFree(given[view.view.key]?.stringValue ?? "", in: object)
        view.add(given, to: &object)
    }

    private func remove(from object: inout JSONObject, _ store: any StoreWriter) throws {
        let index = try view.index(call, change.object)
        guard view.items(object).count > 1 else {
            let parameter = call.endpoint.path.captures.last ?? ""
            throw RequestProblem.badValue(
                ValuePath(parameter), "the \(change.object.words) keeps one \(view.one) at least")
        }
        try store.moveInclusions(of: change.object.stored.id, member: call.memberKey ?? "", to: nil)
        view.remove(at: index, from: &object)
    }

    private func checkIsFree(_ key: String, in object: JSONObject) throws(RequestProblem) {
        guard view.index(of: key, in: object) != nil else { return }
        throw .badValue(
            ValuePath(view.view.key), "the \(change.object.words) has the \(view.one) \(key) already")
    }
}
