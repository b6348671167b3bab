/// Every call and every object of one generation as plain text: what `ampsh catalogue` prints.
public struct CataloguePage: Sendable {
    private let catalogue: Catalogue
    private let generation: Generation
    private let width: Int

    /// The page of `generation` for a screen of `width` columns.
    public init(_ catalogue: Catalogue, _ generation: Generation, width: Int = 80) {
        self.catalogue = catalogue
        self.generation = generation
        self.width = max(40, width)
    }

    /// The whole text; its last line ends with a line feed.
    public var text: String {
        var page = WrappedText(width: width)
        for resource in catalogue.resources(of: generation) {
            page.paragraph(resource.name, indent: 0)
            page.paragraph(resource.help, indent: 2)
            for endpoint in resource.endpoints {
                page.gap()
                page.paragraph(endpoint.luaSignature, indent: 2, hanging: 4)
                page.paragraph("\(endpoint.method.rawValue) \(endpoint.fullPath)", indent: 6)
                page.paragraph(endpoint.summary, indent: 6)
            }
            page.gap()
        }
        for type in catalogue.types(of: generation) {
            page.paragraph(type.name, indent: 0)
            page.paragraph(type.help, indent: 2)
            for field in type.fields {
                var text = "\(field.name): \(field.type.label)"
                if let choices = field.type.choices { text += ": " + choices.joined(separator: ", ") }
                page.paragraph(text, indent: 4, hanging: 4)
            }
            page.gap()
        }
        return page.text
    }
}
