public import JSON

/// Makes the object that a create leaves behind, from what its request holds and what its type says of new ones. Pure.
public struct NewObject {
    /// Why there is no such object: a value of the right type that cannot be taken.
    public struct Refusal: Error, Sendable, Equatable {
        /// Where the value stands in the request.
        public let path: ValuePath
        /// What is wrong with it.
        public let reason: String
    }

    private let type: ObjectType

    /// A maker of objects of `type`, as they are answered.
    public init(_ type: ObjectType) { self.type = type }

    /// The object's fields in the order in which they are declared. `body` fits the declaration of the request.
    ///
    /// Fields that neither the request nor the type gives a value, such as an id, are left out.
    public func fields(from body: JSONObject) throws(Refusal) -> JSONObject {
        let object = try filled(body, type, .root)
        for field in type.fields {
            guard case .member(let list, let name)? = field.meaning else { continue }
            let owner = Members(of: list, by: name, in: object, type)
            try owner.check(object[field.name], at: ValuePath(field.name))
            try owner.checkNested(in: object, type)
        }
        return object
    }

    private func filled(_ given: JSONObject, _ type: ObjectType, _ path: ValuePath) throws(Refusal) -> JSONObject {
        var object = JSONObject()
        for field in type.fields {
            let place = path.field(field.name)
            let value = try value(given[field.name], of: field, given, object, place)
            object[field.name] = try value.map { value throws(Refusal) in try nested(value, field, place) }
            if case .item(let index)? = path.steps.last, let text = field.keeps?.text(ofPlace: index) {
                object[field.name] = text
            }
        }
        for (name, value) in given where type.field(name) == nil { object[name] = value }
        return object
    }

    private func value(
        _ given: JSONValue?, of field: Field, _ body: JSONObject, _ object: JSONObject, _ path: ValuePath
    ) throws(Refusal) -> JSONValue? {
        switch (given, field.initial) {
        case (let given, .each(let each)):
            guard case .member(let list, let name)? = field.meaning else { return given }
            let asked = given?.objectValue ?? JSONObject()
            var members = JSONObject(
                Members(of: list, by: name, in: object, type).keys.map { ($0, asked[$0] ?? each) })
            // Those that name nothing stay to be refused.
            for (key, value) in asked where members[key] == nil { members[key] = value }
            return .object(members)
        case (.array([]), .value(let initial)): return initial
        case (let given?, _): return given
        // What was never set is left out, unless answers show that it is not.
        case (nil, .value(.null)) where !field.isRequired && !field.type.isNullable: return nil
        case (nil, .value(let value)): return value
        case (nil, .copy(let other)): return body[other]
        case (nil, .slug(let other)):
            let slug = Self.slug(body[other]?.stringValue ?? "")
            guard !slug.isEmpty else {
                throw Refusal(path: path.sibling(other), reason: "no \(field.name) can be derived from it")
            }
            return .string(slug)
        case (nil, .inherited), (nil, nil): return nil
        }
    }

    /// The objects in a value, each with what it lacks; a lone item of a list as a list.
    private func nested(_ value: JSONValue, _ field: Field, _ path: ValuePath) throws(Refusal) -> JSONValue {
        guard case .array(.object(let inner), _) = field.type else { return value }
        var items: [JSONValue] = []
        for (index, item) in (value.arrayValue ?? [value]).enumerated() {
            items.append(.object(try filled(item.objectValue ?? JSONObject(), inner, path.item(index))))
        }
        if let key = type.memberKey(ofList: field.name) {
            var taken: Set<[UInt8]> = []
            for (index, item) in items.enumerated() {
                let text = item[key]?.stringValue ?? ""
                guard taken.insert(Array(text.utf8)).inserted else {
                    let noun = inner.kind?.one ?? inner.name
                    throw Refusal(
                        path: path.item(index).field(key), reason: "another \(noun) has the \(key) \(text)")
                }
            }
        }
        return .array(items)
    }

    /// `Short copy!` becomes `short-copy`.
    static func slug(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: "-")
    }
}

extension ObjectType {
    /// The field that tells the records of a list from each other, where other fields name them by it.
    public func memberKey(ofList list: String) -> String? {
        for field in fields {
            if case .member(list, let name)? = field.meaning { return name }
        }
        return nil
    }
}
