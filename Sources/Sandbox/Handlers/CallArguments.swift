import JSON
import ManagementAPI

/// The values of a call as they are kept: ids that name what is there, in the form in which objects hold them, and days.
struct CallArguments {
    let call: EndpointCall
    let store: any StoreReader
    /// The project that owns what the call is about.
    let project: String

    /// The values of the body, and those of the path as text.
    func values() throws -> JSONObject {
        var values = JSONObject()
        let parameters = call.endpoint.parameters(in: .body)
        let overriding = call.endpoint.overridingParameter.flatMap { call.body[$0] == true ? $0 : nil }
        for parameter in parameters where overriding == nil || overriding == parameter.name {
            guard let value = call.body[parameter.name] else { continue }
            values[parameter.name] = try kept(value, parameter.type, parameter.meaning, ValuePath(parameter.name))
        }
        for (name, text) in call.captures { values[name] = .string(text) }
        return values
    }

    private func kept(
        _ value: JSONValue, _ type: ValueType, _ meaning: FieldMeaning?, _ path: ValuePath
    ) throws -> JSONValue {
        switch (type, meaning) {
        case (.nullable(let inner), _): return value == .null ? value : try kept(value, inner, meaning, path)
        case (.text(let rule), _) where rule.form == .date:
            // Kept is the day alone, in UTC.
            guard let date = value.stringValue.flatMap({ DateText($0.utf8) }) else { return value }
            return .string(TimeText.day(date.millisecondsSince1970))
        case (.identifier, .project?): return Self.number(value)
        case (.array(let item, _), .id(let resource)?):
            return .array(try references(value.arrayValue ?? [value], item, resource, path))
        case (.array(.object(let inner), _), _):
            let items = value.arrayValue ?? [value]
            return .array(
                try items.enumerated().map { index, item in
                    guard var object = item.objectValue else { return item }
                    for field in inner.fields {
                        let place = path.item(index).field(field.name)
                        object[field.name] = try object[field.name].map {
                            try kept($0, field.type, field.meaning, place)
                        }
                    }
                    return .object(object)
                })
        default: return value
        }
    }

    /// The ids of objects of the same project that are there, each once.
    private func references(
        _ asked: [JSONValue], _ type: ValueType, _ resource: String, _ path: ValuePath
    ) throws -> [JSONValue] {
        let noun = call.noun(of: resource)
        var ids: [JSONValue] = []
        for (index, item) in asked.enumerated() {
            let path = path.item(index)
            let text = item.idText
            guard let id = EndpointCall.number(ofID: text), let facts = try store.facts(id, of: resource) else {
                throw RequestProblem.badValue(path, "no \(noun) has the id \(text)")
            }
            guard facts.project == project else {
                throw RequestProblem.badValue(path, "the \(noun) \(text) belongs to another project")
            }
            guard !facts.isDeleted else { throw RequestProblem.badValue(path, "the \(noun) \(text) is deleted") }
            let kept = type == .identifier ? JSONValue.integer(id) : .string(text)
            if !ids.contains(kept) { ids.append(kept) }
        }
        return ids
    }

    /// An id as a number, where it is one.
    private static func number(_ value: JSONValue) -> JSONValue {
        EndpointCall.number(ofID: value.idText).map { .integer($0) } ?? value
    }
}
