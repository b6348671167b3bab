import JSON
import ManagementAPI

extension KnownObject {
    /// The objects of a page's text; none where it is no page.
    static func read(page text: [UInt8], of type: ObjectType, _ paging: Paging) -> [KnownObject] {
        guard let page = try? JSONValue(parsing: text, surrogates: .replaced),
            let items = page[paging.wrapper]?.arrayValue
        else { return [] }
        return items.compactMap { KnownObject($0, type) }
    }

    /// nil without an id, and for an object that was deleted.
    private init?(_ object: JSONValue, _ type: ObjectType) {
        func text(_ field: String?) -> String { field.flatMap { object[$0]?.stringValue } ?? "" }
        guard let kind = type.kind, let identity = kind.identifyingField, let id = object[identity]?.stringValue,
            kind.tombstone.map({ object[$0] != .bool(true) }) ?? true
        else { return nil }
        let label = text(kind.label)
        let title = text(kind.title)
        self.init(
            id: id, label: label, title: title == label ? "" : title, projectID: text(type.projectField),
            members: Dictionary(
                uniqueKeysWithValues: type.memberLists.map { list, field in
                    (list, (object[list]?.arrayValue ?? []).compactMap { $0[field]?.stringValue })
                }))
    }
}
