import JSON
import ManagementAPI

/// The values of an object that name the members of one of its lists, such as weights by the keys of variants; also inside
/// of other lists.
struct MemberNames {
    let list: String
    let key: String
    let type: ObjectType

    /// Gives a member another name wherever it is named; nil takes it out.
    func change(_ name: String, to other: String?, in object: inout JSONObject) { change(name, other, &object, type) }

    private func change(_ name: String, _ other: String?, _ object: inout JSONObject, _ type: ObjectType) {
        for field in type.fields {
            if field.meaning == .member(of: list, by: key), let members = object[field.name]?.objectValue {
                object[field.name] = .object(Self.renamed(members, name, other))
            }
            if field.name != list, let inner = field.type.nestedObject, let items = object[field.name]?.arrayValue {
                object[field.name] = .array(
                    items.map { item in
                        guard var part = item.objectValue else { return item }
                        change(name, other, &part, inner)
                        return .object(part)
                    })
            }
        }
    }

    private static func renamed(_ members: JSONObject, _ name: String, _ other: String?) -> JSONObject {
        JSONObject(
            members.compactMap { key, value in
                guard key.utf8.elementsEqual(name.utf8) else { return (key, value) }
                return other.map { ($0, value) }
            })
    }
}
