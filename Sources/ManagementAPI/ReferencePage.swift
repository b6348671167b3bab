/// The part of the reference that the catalogue knows: every resource function of one generation, in Markdown.
public struct ReferencePage: Sendable {
    /// What it is made from.
    public let catalogue: Catalogue
    /// The generation it is about.
    public let generation: Generation

    /// The reference of one generation.
    public init(_ catalogue: Catalogue = .all, generation: Generation) {
        self.catalogue = catalogue
        self.generation = generation
    }

    /// The page: one heading of level 2 for each resource, of level 3 for each function, and the answers' objects last.
    public var markdown: String {
        var blocks: [String] = []
        for resource in catalogue.resources(of: generation) {
            blocks += ["## \(resource.name)", Self.escaped(resource.help)]
            for endpoint in resource.endpoints { blocks += Self.section(endpoint) }
        }
        blocks.append("## Objects of the answers")
        for type in catalogue.answeredTypes(of: generation) {
            blocks += ["### \(type.name)", Self.escaped(type.help), Self.table(type.fields, isRequest: false)]
            blocks += Self.quirks(of: type.fields)
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ endpoint: Endpoint) -> [String] {
        var blocks = ["### \(endpoint.id)", "```lua\n\(endpoint.luaSignature)\n```"]
        blocks.append("`\(endpoint.method.rawValue) \(endpoint.generation.basePath)\(endpoint.path)`")
        blocks.append(
            escaped([endpoint.summary, endpoint.details, endpoint.warning].compactMap { $0 }.joined(separator: " ")))
        if !endpoint.parameters.isEmpty {
            blocks.append(table(endpoint.parameters.map(\.field), isRequest: true))
            for type in ObjectType.nested(in: endpoint.parameters.map(\.type)) {
                blocks.append(
                    "Fields of a **\(type.name)**"
                        + (type.requiresAnyOf.isEmpty
                            ? ":" : " (needs \(type.requiresAnyOf.map { "`\($0)`" }.joined(separator: " or "))):"))
                blocks.append(table(type.fields, isRequest: true))
            }
        }
        blocks.append("Result: " + escaped(endpoint.result.sentence))
        blocks.append("```lua\n\(endpoint.example)\n```")
        blocks += quirks(
            of: endpoint.parameters.map(\.field)
                + ObjectType.nested(in: endpoint.parameters.map(\.type)).flatMap(\.fields),
            before: endpoint.quirks)
        blocks.append("Source: " + escaped(endpoint.source))
        return blocks
    }

    private static func table(_ fields: [Field], isRequest: Bool) -> String {
        let rows = fields.map { field in
            var help = field.help
            if let choices = field.type.choices {
                help += " Values: " + choices.map(\.debugDescription).joined(separator: ", ") + "."
            }
            var cells = ["`\(field.name)`", escaped(field.type.label)]
            if isRequest { cells.append(field.isRequired ? "required" : escaped(field.defaultText ?? "")) }
            return cells + [escaped(help)]
        }
        let head = isRequest ? ["name", "type", "default", "meaning"] : ["name", "type", "meaning"]
        return ([head, head.map { _ in "---" }] + rows)
            .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    private static func quirks(of fields: [Field], before: [String] = []) -> [String] {
        let notes =
            before.map(escaped)
            + fields.flatMap { field in
                field.quirks.map { "`\(field.name)`: \(escaped($0))" }
            }
        return notes.isEmpty ? [] : [notes.map { "- " + $0 }.joined(separator: "\n")]
    }

    /// Text that stands in Markdown, also in a table, as it is.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\|*_<>[]`".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
