/// What `help` says about an object of the API and its fields: plain text, made from the declaration.
public struct ObjectHelp: Sendable {
    /// What the object is.
    public let type: ObjectType
    /// The columns to fill.
    public let width: Int

    /// Help on `type` for a screen of `width` columns.
    public init(_ type: ObjectType, width: Int = 80) {
        self.type = type
        self.width = max(40, width)
    }

    /// The whole text; its last line ends with a line feed.
    public var text: String {
        var page = WrappedText(width: width)
        page.paragraph("\(type.name): \(type.help)", indent: 0)
        page.gap()
        for field in type.fields { EndpointHelp.describe(field, depth: 1, isRequest: false, on: &page) }
        return page.text
    }

    /// The text about one field; nil where the object has none of that name.
    public func text(of field: String) -> String? {
        guard let field = type.field(field) else { return nil }
        var page = WrappedText(width: width)
        page.paragraph("A field of \(type.name)", indent: 0)
        page.gap()
        EndpointHelp.describe(field, depth: 0, isRequest: false, on: &page)
        return page.text
    }
}
