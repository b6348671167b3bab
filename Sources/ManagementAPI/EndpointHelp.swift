/// What `help(f)` says about the function of an endpoint: plain text, made from its declaration.
public struct EndpointHelp: Sendable {
    /// The endpoint.
    public let endpoint: Endpoint
    /// The columns to fill.
    public let width: Int

    /// Help on `endpoint` for a screen of `width` columns.
    public init(_ endpoint: Endpoint, width: Int = 80) {
        self.endpoint = endpoint
        self.width = max(40, width)
    }

    /// The whole text; its last line ends with a line feed.
    public var text: String {
        var page = WrappedText(width: width)
        page.paragraph(endpoint.luaSignature, indent: 0, hanging: 4)
        page.paragraph("\(endpoint.method.rawValue) \(endpoint.generation.basePath)\(endpoint.path)", indent: 0)
        page.gap()
        page.paragraph(endpoint.summary, indent: 0)
        if let details = endpoint.details { page.paragraph(details, indent: 0) }
        if let warning = endpoint.warning { page.paragraph(warning, indent: 0) }
        if !endpoint.parameters.isEmpty {
            page.gap()
            page.paragraph("Parameters", indent: 0)
            for parameter in endpoint.parameters {
                Self.describe(parameter.field, depth: 1, isRequest: true, on: &page)
            }
        }
        page.gap()
        page.paragraph("Result", indent: 0)
        result(on: &page)
        page.gap()
        page.paragraph("Example", indent: 0)
        page.verbatim(endpoint.example, indent: 2)
        if !endpoint.quirks.isEmpty {
            page.gap()
            page.paragraph("Good to know", indent: 0)
            for quirk in endpoint.quirks { page.paragraph("- " + quirk, indent: 2, hanging: 2) }
        }
        return page.text
    }

    private func result(on page: inout WrappedText) {
        page.paragraph(endpoint.result.sentence, indent: 2)
        if let type = endpoint.result.objectType { Self.names(of: type, on: &page) }
    }

    private static func names(of type: ObjectType, on page: inout WrappedText) {
        page.paragraph("\(type.name): " + type.fields.map(\.name).joined(separator: ", "), indent: 2, hanging: 2)
    }

    /// One field with everything below it. A request says what is required, an answer does not need to.
    static func describe(_ field: Field, depth: Int, isRequest: Bool, on page: inout WrappedText) {
        let indent = depth * 2
        var facts = [field.type.label]
        if isRequest, field.isRequired { facts.append("required") }
        if let text = field.defaultText { facts.append("default: \(text)") }
        page.paragraph("\(field.name): \(facts.joined(separator: "; "))", indent: indent, hanging: 4)
        page.paragraph(field.help, indent: indent + 4)
        if let choices = field.type.choices {
            page.paragraph("Values: " + choices.map(\.debugDescription).joined(separator: ", "), indent: indent + 4)
        }
        guard let nested = field.type.nestedObject else { return }
        if !nested.requiresAnyOf.isEmpty {
            page.paragraph("Needs \(nested.requiresAnyOf.joined(separator: " or ")).", indent: indent + 4)
        }
        for inner in nested.fields { describe(inner, depth: depth + 2, isRequest: isRequest, on: &page) }
    }
}

extension ResultShape {
    /// What the Lua function returns, as a sentence.
    public var sentence: String {
        switch self {
        case .page(let items, let paging):
            "An array of \(items.name), with a \(paging.nextCursor) field where more follows."
        case .object(let type): "One \(type.name)."
        case .array(let items): "An \(ValueType.array(of: items).label)."
        case .acknowledgement: "Returns when the service has acknowledged the change, and raises where it has not."
        }
    }
}
