/// A choice among the objects of a resource: by one of their fields, or by a parameter of their list. Derived from both.
public struct ObjectFilter: Sendable, Hashable {
    /// The name of the function that takes them.
    public static let function = "find"
    /// The name beside theirs for a function that has the last word.
    public static let lastWord = "where"

    /// What an object must have to be chosen.
    public enum Test: Sendable, Hashable {
        /// A field with a text that fits a pattern.
        case text(String)
        /// A field with this value.
        case value(String)
        /// A list with a text that fits a pattern.
        case item(of: String)
        /// A list with the id of an object of a resource, which is named by its id or by its label.
        case reference(in: String, to: String)
        /// Nothing: it is the list that is asked.
        case none
    }

    /// What it is called.
    public let name: String
    /// What an object must have.
    public let test: Test
    /// What it is given, without the arrays that may stand for several values.
    public let type: ValueType
    /// The parameter of the list that does the same; nil where the list has none.
    public let parameter: String?
    /// What its values stand for.
    public let meaning: FieldMeaning?
    /// What it chooses, for people.
    public let help: String

    /// As a field of a table of filters, for those who complete and explain.
    public var field: Field { Field(name, type, means: meaning, help: help) }
}

extension Resource {
    /// Whether its objects can be found: there is a list of all of them, and each is told from the others.
    public var hasFilters: Bool {
        guard let list = pagedList else { return false }
        return list.items.kind?.identifyingField != nil && list.endpoint.parameters(by: .positional).isEmpty
    }

    /// The filters by which its objects are found: the objects' own fields first, in their order, then what only the list knows.
    ///
    /// - Parameter catalogue: knows what objects that fields refer to are called.
    public func filters(in catalogue: Catalogue) -> [ObjectFilter] {
        guard hasFilters, let list = pagedList else { return [] }
        let paging = [list.paging.cursor, list.paging.limit]
        let asked = list.endpoint.parameters(by: .named).filter { !paging.contains($0.name) }
        let ofObjects = list.items.fields.compactMap { field in
            ObjectFilter(field, parameter: asked.first { $0.name == field.name }?.name) { resource in
                catalogue.objectType(of: resource, generation: generation)?.kind
            }
        }
        let others = asked.filter { parameter in !ofObjects.contains { $0.name == parameter.name } }
        return ofObjects
            + others.map {
                ObjectFilter(
                    name: $0.name, test: .none, type: $0.type, parameter: $0.name, meaning: $0.meaning, help: $0.help)
            }
    }
}

extension ObjectFilter {
    /// The filter by a field; nil for one whose values are no single facts.
    ///
    /// - Parameter kind: what the objects of a resource are called.
    init?(_ field: Field, parameter: String?, kind: (String) -> ObjectKind?) {
        switch field.type.withoutNull {
        case .array(let items, _):
            guard items.nestedObject == nil else { return nil }
            if case .id(let resource)? = field.meaning {
                guard let kind = kind(resource) else { return nil }
                let names = [kind.label ?? "key", kind.identifyingField ?? "id"].joined(separator: " or ")
                self.init(
                    name: kind.one, test: .reference(in: field.name, to: resource), type: .identifier, parameter: nil,
                    meaning: field.meaning, help: "Only those that refer to the \(kind.one) with this \(names).")
            } else {
                let one = field.name.hasSuffix("s") ? String(field.name.dropLast()) : field.name
                self.init(
                    name: one, test: .item(of: field.name), type: .string(), parameter: nil, meaning: nil,
                    help: "Only those with this among their \(field.name): * is any text, ? one character.")
            }
        case .string, .text, .identifier:
            self.init(
                name: field.name, test: .text(field.name), type: field.meaning == nil ? .string() : .identifier,
                parameter: parameter, meaning: field.meaning,
                help: "Only those with this \(field.name): * is any text, ? one character.")
        case .enumeration, .boolean, .integer, .number:
            self.init(
                name: field.name, test: .value(field.name), type: field.type.withoutNull, parameter: parameter,
                meaning: field.meaning, help: "Only those with this \(field.name).")
        case .map, .object, .nullable, .any, .jsonText, .cursor: return nil
        }
    }
}

extension ValueType {
    /// The type of the values that are not null.
    package var withoutNull: ValueType { if case .nullable(let inner) = self { inner.withoutNull } else { self } }
}
