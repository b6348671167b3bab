import JSON
import ManagementAPI

/// What a call does to its subject, by the declared effects; what the service does beside, by the declared losses.
struct SubjectChange {
    let call: EndpointCall
    /// The call that reads the subject.
    let reader: Endpoint
    let object: LoadedObject
    /// The values of the call as they are kept.
    let values: JSONObject

    private var endpoint: Endpoint { call.endpoint }

    /// Changes the object, or the item of one of its lists that the path names.
    func apply(to fields: inout JSONObject) throws(RequestProblem) {
        try checkNames(in: fields)
        var target: JSONValue
        var place: (list: String, index: Int)?
        if let item = endpoint.subject?.item {
            let name = call.captures[item.parameter] ?? ""
            let items = fields[item.list]?.arrayValue ?? []
            guard let index = items.firstIndex(where: { $0[item.key]?.idText == name }) else {
                let kind = object.type.field(item.list)?.type.nestedObject?.kind?.one ?? item.list
                throw .unknownPart(kind: kind, name: name, of: object.words)
            }
            place = (item.list, index)
            target = items[index]
        } else {
            target = .object(fields)
        }
        for effect in endpoint.effects {
            try checkRemoval(effect, target)
            effect.apply(to: &target, arguments: values)
        }
        if let place {
            var items = fields[place.list]?.arrayValue ?? []
            items[place.index] = target
            fields[place.list] = .array(items)
        } else {
            fields = target.objectValue ?? fields
        }
        for case .members(let paths, let parameter) in endpoint.losses where values[parameter] == true {
            for path in paths { Self.empty(path.split(separator: ".").map { String($0) }[...], in: &fields) }
        }
    }

    /// Changes a list of texts.
    func applied(toItems items: JSONValue) throws(RequestProblem) -> JSONValue {
        var changed = items
        for effect in endpoint.effects {
            if case .removeItem(let place) = effect, place.index(in: items.arrayValue ?? [], values) == nil {
                let name = if case .at(let parameter) = place { parameter } else { "" }
                throw .badValue(ValuePath(name), "there is nothing at \(call.captures[name] ?? "")")
            }
            if case .pieces(let parameter, let most)? = endpoint.composition,
                let count = values[parameter]?.arrayValue?.count, count > most
            {
                throw .badValue(ValuePath(parameter), "takes at most \(most) at a time, got \(count)")
            }
            effect.apply(to: &changed, arguments: values)
            if case .add(_, let parameter) = effect, case .array(_, let rule)? = endpoint.parameter(parameter)?.type,
                let count = changed.arrayValue?.count, count > rule.count.upperBound
            {
                throw .badValue(
                    ValuePath(parameter), "at most \(rule.count.upperBound), with those that are there: \(count)")
            }
        }
        return changed
    }

    /// Refuses what names a member of the object that is not there.
    private func checkNames(in fields: JSONObject) throws(RequestProblem) {
        do throws(NewObject.Refusal) {
            for field in object.type.fields {
                guard case .member(let list, let name)? = field.meaning else { continue }
                let members = Members(of: list, by: name, in: fields, object.type)
                if endpoint.parameter(field.name)?.location == .body {
                    try members.check(values[field.name], at: ValuePath(field.name))
                }
                try members.checkNested(in: values, object.type)
            }
        } catch {
            throw .badValue(error.path, error.reason)
        }
    }

    /// Refuses to take out what the path names and the list does not hold.
    private func checkRemoval(_ effect: Effect, _ target: JSONValue) throws(RequestProblem) {
        guard case .remove(let field?, let parameter) = effect, let name = call.captures[parameter],
            case .id(let resource)? = object.type.field(field)?.meaning,
            !(target[field]?.arrayValue ?? []).contains(where: { $0.idText == name })
        else { return }
        throw .unknownPart(kind: call.noun(of: resource), name: name, of: object.words)
    }

    private static func empty(_ path: ArraySlice<String>, in object: inout JSONObject) {
        guard let field = path.first else { return }
        guard path.count > 1 else {
            object[field] = []
            return
        }
        object[field] = .array(
            (object[field]?.arrayValue ?? []).map { item in
                var part = item.objectValue ?? JSONObject()
                empty(path.dropFirst(), in: &part)
                return .object(part)
            })
    }
}
