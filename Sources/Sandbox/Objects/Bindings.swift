import JSON
import ManagementAPI

/// What an object binds: other objects that come to depend on a variant of it.
struct Bindings: Equatable {
    /// One object that is bound.
    struct Bound: Equatable {
        let resource: String
        let id: Int64
        /// The variants that it depends on.
        var variants: [String]
        let binding: Binding
        /// Where it is named.
        let path: ValuePath
    }

    private(set) var all: [Bound] = []

    /// The bindings of `object`, which is of `type`.
    init(_ object: JSONObject, _ type: ObjectType) { add(object, type, .root) }

    private mutating func add(_ object: JSONObject, _ type: ObjectType, _ path: ValuePath) {
        for field in type.fields {
            let place = path.field(field.name)
            if let binding = field.binding, case .id(let resource)? = field.meaning,
                let variant = object[binding.variant]?.stringValue
            {
                for (index, item) in (object[field.name]?.arrayValue ?? []).enumerated() {
                    guard let id = EndpointCall.number(ofID: item.idText) else { continue }
                    all.append(
                        Bound(
                            resource: resource, id: id, variants: [variant], binding: binding, path: place.item(index)))
                }
            } else if case .array(.object(let inner), _) = field.type {
                for (index, item) in (object[field.name]?.arrayValue ?? []).enumerated() {
                    add(item.objectValue ?? JSONObject(), inner, place.item(index))
                }
            }
        }
    }

    /// Each bound object once, with all variants that it depends on.
    var byObject: [Bound] {
        var found: [Bound] = []
        for bound in all {
            if let index = found.firstIndex(where: { $0.id == bound.id && $0.resource == bound.resource }) {
                found[index].variants += bound.variants
            } else {
                found.append(bound)
            }
        }
        return found
    }
}

extension JSONValue {
    /// The text of an id, which may come as a string or as a number.
    var idText: String { stringValue ?? integerValue.map { String($0) } ?? "" }
}
