import JSON
import ManagementAPI

/// The members of a list of an object as calls about them show them: with what the object keeps beside the list, and with
/// nothing left out.
struct MemberView {
    let view: View.Members
    /// What a member is as it is shown.
    let shown: ObjectType
    /// What the object is.
    let owner: ObjectType

    /// What a member is called.
    var one: String { shown.kind?.one ?? shown.name }

    private var names: MemberNames { MemberNames(list: view.list, key: view.key, type: owner) }

    func items(_ object: JSONObject) -> [JSONObject] { (object[view.list]?.arrayValue ?? []).compactMap(\.objectValue) }

    /// Where the member of this key stands; keys are told apart byte by byte.
    func index(of key: String, in object: JSONObject) -> Int? {
        items(object).firstIndex { $0[view.key]?.stringValue?.utf8.elementsEqual(key.utf8) == true }
    }

    func member(_ item: JSONObject, of object: JSONObject) -> JSONObject {
        let key = item[view.key]?.stringValue ?? ""
        var member = item
        for field in shown.fields {
            let value = view.beside[field.name].map { object[$0]?[key] } ?? item[field.name]
            if case .value(let initial)? = field.initial {
                member[field.name] = value ?? initial
            } else {
                member[field.name] = value
            }
        }
        // In the order in which they are declared, then what is not.
        let declared = shown.fields.compactMap { field in member[field.name].map { (field.name, $0) } }
        return JSONObject(declared + member.filter { shown.field($0.key) == nil }.map { ($0.key, $0.value) })
    }

    func members(of object: JSONObject) -> [JSONObject] { items(object).map { member($0, of: object) } }

    /// Adds a member of what a request holds, at the end.
    func add(_ given: JSONObject, to object: inout JSONObject) {
        let key = given[view.key]?.stringValue ?? ""
        let declared = owner.field(view.list)?.type.nestedObject?.fields ?? []
        let item = JSONObject(declared.compactMap { field in given[field.name].map { (field.name, $0) } })
        object[view.list] = .array((object[view.list]?.arrayValue ?? []) + [.object(item)])
        for (field, map) in view.beside {
            var initial: JSONValue?
            if case .value(let value)? = shown.field(field)?.initial { initial = value }
            set(given[field] ?? initial, key, map, &object)
        }
    }

    /// Writes back what differs between a member as it was shown and as it is to be.
    func replace(_ before: JSONObject, at index: Int, by after: JSONObject, in object: inout JSONObject) {
        var items = items(object)
        let (old, new) = (before[view.key]?.stringValue ?? "", after[view.key]?.stringValue ?? "")
        for (field, value) in after where value != before[field] && view.beside[field] == nil {
            items[index][field] = value
        }
        object[view.list] = .array(items.map { .object($0) })
        if !old.utf8.elementsEqual(new.utf8) { names.change(old, to: new, in: &object) }
        for (field, map) in view.beside where after[field] != before[field] { set(after[field], new, map, &object) }
    }

    func remove(at index: Int, from object: inout JSONObject) {
        var items = items(object)
        let key = items.remove(at: index)[view.key]?.stringValue ?? ""
        object[view.list] = .array(items.map { .object($0) })
        names.change(key, to: nil, in: &object)
    }

    private func set(_ value: JSONValue?, _ key: String, _ map: String, _ object: inout JSONObject) {
        var members = object[map]?.objectValue ?? JSONObject()
        members[key] = value
        object[map] = .object(members)
    }
}
