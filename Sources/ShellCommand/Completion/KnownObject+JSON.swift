import JSON

extension KnownObject {
    /// The objects of a page's text; none where it is no page.
    static func read(page text: [UInt8], wrapper: String) -> [KnownObject] {
        guard let page = try? JSONValue(parsing: text, surrogates: .replaced), let items = page[wrapper]?.arrayValue
        else { return [] }
        return items.compactMap(KnownObject.init)
    }

    /// nil without an id, and for an object that was deleted.
    private init?(_ object: JSONValue) {
        guard let id = object["id"]?.stringValue, object["deleted"] != .bool(true) else { return nil }
        let label = object["label"]?.stringValue ?? object["key"]?.stringValue ?? ""
        let title = object["name"]?.stringValue ?? ""
        self.init(
            id: id, label: label, title: title == label ? "" : title, projectID: object["projectId"]?.stringValue ?? "",
            variants: (object["variants"]?.arrayValue ?? []).compactMap { $0["key"]?.stringValue })
    }
}
