/// What `help(experiments.find)` says: plain text, made from the filters.
public struct FindHelp: Sendable {
    private let resource: Resource
    private let filters: [ObjectFilter]
    private let width: Int

    /// Help on finding objects of `resource` for a screen of `width` columns.
    public init(_ resource: Resource, in catalogue: Catalogue = .all, width: Int = 80) {
        self.resource = resource
        filters = resource.filters(in: catalogue)
        self.width = max(40, width)
    }

    /// What it does, in one line.
    public var summary: String { "Finds \(resource.name) by what they have" }

    /// The whole text; its last line ends with a line feed.
    public var text: String {
        var page = WrappedText(width: width)
        let name = "\(resource.name).\(ObjectFilter.function)"
        page.paragraph(
            "\(name){\(filters.map { $0.name + "=" }.joined(separator: ", ")), \(ObjectFilter.lastWord)=}", indent: 0,
            hanging: 4)
        page.gap()
        page.paragraph(
            "\(summary): all pages, none twice; what the service can choose it is asked for. Each filter takes one value or an "
                + "array of them, of which one must fit; {} fits nothing, nil is no filter. Texts are patterns: * is any text, "
                + "? one character.", indent: 0)
        page.paragraph(
            "A for loop goes over it, as often as one likes and each time anew; so do parallel, count_by and the like. Called "
                + "without arguments it answers the first, or nil.", indent: 0)
        page.gap()
        page.paragraph("Filters", indent: 0)
        for filter in filters {
            page.paragraph("\(filter.name): \(filter.type.label)", indent: 2, hanging: 4)
            page.paragraph(filter.help, indent: 6)
            if let choices = filter.type.choices {
                page.paragraph("Values: " + choices.map(\.debugDescription).joined(separator: ", "), indent: 6)
            }
            if filter.parameter != nil, filter.test != .none {
                page.paragraph("One value without * and ? is sent to the service.", indent: 6)
            }
        }
        page.paragraph("\(ObjectFilter.lastWord): function", indent: 2)
        page.paragraph("Called with each that fits so far; those stay for which it is true.", indent: 6)
        page.gap()
        page.paragraph("Example", indent: 0)
        page.verbatim(
            """
            for x in \(name){\(exampleFilters)} do
              print(x.id)
            end
            """, indent: 2)
        return page.text
    }

    private var exampleFilters: String {
        let label = resource.objectType?.kind?.label ?? ""
        return filters.contains { $0.name == label } ? "\(label) = \"checkout-*\"" : ""
    }
}
