/// What `help(t)` says about the table of a resource: plain text, made from its declaration.
public struct ResourceHelp: Sendable {
    /// The resource.
    public let resource: Resource
    /// The columns to fill.
    public let width: Int

    /// Help on `resource` for a screen of `width` columns.
    public init(_ resource: Resource, width: Int = 80) {
        self.resource = resource
        self.width = max(40, width)
    }

    /// The whole text; its last line ends with a line feed.
    public var text: String {
        var page = WrappedText(width: width)
        page.paragraph(resource.help, indent: 0)
        for endpoint in resource.endpoints {
            page.gap()
            page.paragraph(endpoint.luaSignature, indent: 2, hanging: 4)
            page.paragraph(endpoint.summary, indent: 6)
        }
        page.gap()
        if let first = resource.endpoints.first { page.paragraph("help(\(first.id)) tells more about one.", indent: 0) }
        return page.text
    }
}
