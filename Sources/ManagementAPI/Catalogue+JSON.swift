public import JSON

extension Catalogue {
    /// One generation for other programs: its hosts, its resources with their calls, and its objects.
    public func json(of generation: Generation) -> JSONValue {
        [
            "name": .string(generation.rawValue),
            "basePath": .string(generation.basePath),
            "hosts": .object(
                JSONObject(Generation.Region.allCases.map { ($0.rawValue, .string(generation.host(in: $0))) })),
            "resources": .array(
                resources(of: generation).map {
                    ["name": .string($0.name), "help": .string($0.help), "endpoints": .array($0.endpoints.map(\.json))]
                }),
            "objects": .array(types(of: generation).map(\.json)),
        ]
    }
}

extension Endpoint {
    /// The declaration, complete.
    public var json: JSONValue {
        [
            "id": .string(id), "function": .string(function), "signature": .string(luaSignature),
            "method": .string(method.rawValue),
            "path": .string(path.description), "mutates": .bool(mutates), "isIdempotent": .bool(isIdempotent),
            "summary": .string(summary), "details": details.map(JSONValue.string) ?? .null,
            "parameters": .array(parameters.map(\.json)), "result": result.json, "example": .string(example),
            "source": .string(source), "quirks": .array(quirks.map(JSONValue.string)),
            "subject": subject?.json ?? .null, "effects": .array(effects.map(\.json)),
            "irreversible": .array(irreversible.map(JSONValue.string)), "lookup": lookup?.json ?? .null,
            "losses": .array(losses.map(\.json)), "composition": composition?.json ?? .null,
            "isSentOnce": .bool(isSentOnce), "warning": warning.map(JSONValue.string) ?? .null,
        ]
    }
}

extension Subject {
    var json: JSONValue {
        var object: JSONObject = ["readBy": .string(call)]
        if let item {
            object["item"] = ["of": .string(item.list), "by": .string(item.key), "from": .string(item.parameter)]
        }
        return .object(object)
    }
}

extension Loss {
    var json: JSONValue {
        switch self {
        case .cohortConditions(let field): ["kind": "cohortConditions", "in": .string(field)]
        case .members(let fields, let parameter):
            ["kind": "members", "in": .array(fields.map(JSONValue.string)), "by": .string(parameter)]
        }
    }
}

extension Composition {
    var json: JSONValue {
        switch self {
        case .call(let call, let body): ["kind": "call", "call": .string(call), "body": .object(body)]
        case .edit(let field, let call): ["kind": "edit", "field": .string(field), "call": .string(call)]
        case .members(let edits):
            [
                "kind": "members", "list": .string(edits.list), "call": .string(edits.edit), "key": .string(edits.key),
                "value": .string(edits.value), "from": .string(edits.parameter),
            ]
        case .pieces(let parameter, let most):
            ["kind": "pieces", "of": .string(parameter), "most": .integer(Int64(most))]
        }
    }
}

extension TextRule {
    var json: JSONObject {
        var object: JSONObject = [:]
        switch form {
        case .name(let words, let letters):
            object["form"] = "name"
            object["characters"] = .string(words)
            object["lowercase"] = .bool(letters == .lowercase)
        case .date: object["form"] = "date"
        }
        if basis == .seen { object["basis"] = "seen" }
        if !reserved.isEmpty { object["reserved"] = .array(reserved.map(JSONValue.string)) }
        return object
    }
}

extension Lookup {
    var json: JSONValue {
        [
            "list": .string(list), "identifyingFields": .array(identifyingFields.map(JSONValue.string)),
            "whenNew": .array(whenNew.map(\.json)), "whenNewInside": .array(whenNewInside.map(\.json)),
            "proof": proof.map {
                ["readBy": .string($0.read), "oneOf": .string($0.versions), "madeAt": .string($0.madeAt)]
            } ?? .null,
        ]
    }
}

extension NewField {
    var json: JSONValue {
        var object: JSONObject = ["name": .string(name)]
        switch value {
        case .boolean(let value): object["is"] = .bool(value)
        case .text(let text): object["is"] = .string(text)
        case .integer(let number): object["is"] = .integer(number)
        case .nothing: object["is"] = .null
        case .same(let other): object["sameAs"] = .string(other)
        case .each(let number): object["each"] = .integer(number)
        case .keys(let lists): object["keys"] = .array(lists.map { .array($0.map(JSONValue.string)) })
        }
        if mustShow { object["mustShow"] = true }
        return .object(object)
    }
}

extension Effect {
    var json: JSONValue {
        switch self {
        case .set(let field, let value): ["kind": "set", "field": .string(field), "value": value]
        case .replace(let field, let parameter):
            ["kind": "replace", "field": .string(field), "from": .string(parameter)]
        case .merge(let field): ["kind": "merge", "field": .string(field)]
        case .create: ["kind": "create"]
        case .insert(let key): ["kind": "insert", "by": .string(key)]
        case .add(let field, let parameter):
            ["kind": "add", "field": field.map(JSONValue.string) ?? .null, "from": .string(parameter)]
        case .remove(let field, let parameter):
            ["kind": "remove", "field": field.map(JSONValue.string) ?? .null, "item": .string(parameter)]
        case .removeItem(.at(let parameter)): ["kind": "removeItem", "at": .string(parameter)]
        case .removeItem(.by(let key, let parameter)):
            ["kind": "removeItem", "by": .string(key), "from": .string(parameter)]
        case .removeAll: ["kind": "removeAll"]
        }
    }
}

extension Paging {
    var json: JSONValue {
        [
            "wrapper": .string(wrapper), "nextCursor": .string(nextCursor), "cursor": .string(cursor),
            "limit": .string(limit), "greatestLimit": .integer(Int64(greatestLimit)),
        ]
    }
}

extension FieldMeaning {
    var json: JSONValue {
        switch self {
        case .id(let resource): ["kind": "id", "of": .string(resource)]
        case .project: ["kind": "project"]
        case .member(let list, let field): ["kind": "member", "of": .string(list), "by": .string(field)]
        case .percentage: ["kind": "percentage"]
        case .version: ["kind": "version"]
        case .item(let list, let field): ["kind": "item", "of": .string(list), "by": .string(field)]
        }
    }
}

extension [String: Tone] {
    var json: JSONObject { JSONObject(sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.rawValue)) }) }
}

extension ObjectKind {
    var json: JSONValue {
        [
            "one": .string(one), "many": .string(many),
            "identifyingField": identifyingField.map(JSONValue.string) ?? .null,
            "label": label.map(JSONValue.string) ?? .null, "title": title.map(JSONValue.string) ?? .null,
            "columns": .array(columns.map(JSONValue.string)), "card": .array(card.map(JSONValue.string)),
        ]
    }
}

extension Sentence {
    var json: JSONValue {
        ["subject": .string(subject), "relation": .string(relation), "values": .string(values)]
    }
}

extension Parameter {
    var json: JSONValue {
        var object = field.jsonObject
        object["in"] = .string(location.rawValue)
        object["tableField"] = tableField.map(JSONValue.string)
        object["position"] = .string(position.rawValue)
        return .object(object)
    }
}

extension Field {
    /// The declaration, without what is not there.
    var jsonObject: JSONObject {
        var object: JSONObject = ["name": .string(name), "type": type.json, "required": .bool(isRequired)]
        object["default"] = defaultText.map(JSONValue.string)
        if case .value(let value)? = initial { object["initially"] = value }
        object["meaning"] = meaning?.json
        if !tones.isEmpty { object["tones"] = .object(tones.json) }
        object["help"] = .string(help)
        if !quirks.isEmpty { object["quirks"] = .array(quirks.map(JSONValue.string)) }
        return object
    }
}

extension ObjectType {
    var json: JSONValue {
        var object: JSONObject = [
            "kind": "object", "name": .string(name), "help": .string(help), "isOpen": .bool(isOpen),
            "fields": .array(fields.map { .object($0.jsonObject) }),
        ]
        object["nouns"] = kind?.json
        object["sentence"] = sentence?.json
        if !requiresAnyOf.isEmpty { object["requiresAnyOf"] = .array(requiresAnyOf.map(JSONValue.string)) }
        return .object(object)
    }
}

extension ResultShape {
    var json: JSONValue {
        switch self {
        case .page(let items, let paging): ["kind": "page", "paging": paging.json, "items": items.json]
        case .object(let type): ["kind": "object", "type": type.json]
        case .array(let items): ["kind": "array", "items": items.json]
        case .acknowledgement: ["kind": "acknowledgement"]
        }
    }
}

extension ValueType {
    /// The type as an object with a `kind` and what belongs to it.
    var json: JSONValue {
        var object: JSONObject = ["kind": .string(kindName)]
        switch self {
        case .string(let minimum): if minimum > 0 { object["minLength"] = .integer(Int64(minimum)) }
        case .integer(let minimum, let maximum):
            object["min"] = minimum.map(JSONValue.integer)
            object["max"] = maximum.map(JSONValue.integer)
        case .number(let minimum, let maximum):
            object["min"] = minimum.map(JSONValue.number)
            object["max"] = maximum.map(JSONValue.number)
        case .enumeration(let values): object["values"] = .array(values.map(JSONValue.string))
        case .text(let rule): for (name, value) in rule.json { object[name] = value }
        case .array(let item, let rule):
            object["items"] = item.json
            for (name, value) in rule.json { object[name] = value }
        case .map(let value): object["values"] = value.json
        case .nullable(let inner): object["type"] = inner.json
        case .object(let type): return type.json
        case .jsonText, .boolean, .any, .identifier, .cursor: break
        }
        return .object(object)
    }

    private var kindName: String {
        switch self {
        case .string, .text: "string"
        case .jsonText: "jsonText"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .enumeration: "enumeration"
        case .array: "array"
        case .map: "map"
        case .object: "object"
        case .nullable: "nullable"
        case .any: "any"
        case .identifier: "identifier"
        case .cursor: "cursor"
        }
    }
}
