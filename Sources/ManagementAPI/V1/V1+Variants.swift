extension V1 {
    /// The variants of one flag or experiment.
    struct Variants {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        var resource: Resource {
            Resource(
                name, .v1, help: "The variants of \(member.article), with their weights.",
                endpoints: [list, get, create, edit, remove])
        }

        private var name: String { "\(member.resource).variants" }
        private var path: String { "/\(member.resource)/{id}/variants" }
        private var id: Parameter { V1.id(of: member) }

        private static let view = View.members(
            View.Members(of: "variants", by: "key", beside: ["rolloutWeight": "rolloutWeights"]))

        private static let weight = Parameter(
            "rolloutWeight", in: .body, .named, .number(min: 0),
            help: "Its weight among the variants, for users outside every segment. Only the ratios count.")

        private var list: Endpoint {
            Endpoint(
                "\(name).list", .v1, .get, PathTemplate(path),
                parameters: [id], result: .array(of: .object(variantDetail)), isIdempotent: true, view: Self.view,
                summary: "Lists all variants of \(member.article).", source: page("GET \(path)"),
                example: #"\#(name).list("90211")"#)
        }

        private var get: Endpoint {
            Endpoint(
                "\(name).get", .v1, .get, PathTemplate("\(path)/{variantKey}"),
                parameters: [id, variantKey], result: .object(variantDetail), isIdempotent: true, view: Self.view,
                summary: "Reads one variant of \(member.article).", source: page("GET \(path)/{variantKey}"),
                example: #"pp(\#(name).get("90211", "treatment").payload)"#)
        }

        private var create: Endpoint {
            Endpoint(
                "\(name).create", .v1, .post, PathTemplate(path),
                parameters: [id]
                    + sentVariantFields().map { Parameter($0, in: .body, .named) } + [Self.weight],
                result: .acknowledgement, isIdempotent: false,
                subject: Subject(readBy: "\(name).list"), effects: [.insert(by: "key")],
                summary: "Adds a variant to \(member.article).",
                source: page("POST \(path)"),
                quirks: [
                    "What a key that is there answers is not documented; in the sandbox 400.",
                    "The weight where none is given is not documented; in the sandbox 0.", acknowledgementQuirk,
                ],
                example: #"\#(name).create("90211", {key = "bold", payload = {weight = 700}, rolloutWeight = 0})"#)
        }

        private var edit: Endpoint {
            let fields = sentVariantFields(isNew: false).map { Parameter($0, in: .body, .named) } + [Self.weight]
            return Endpoint(
                "\(name).edit", .v1, .patch, PathTemplate("\(path)/{variantKey}"),
                parameters: [id, variantKey] + fields,
                result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).get"), effects: fields.map { .replace($0.name, from: $0.name) },
                summary: "Changes fields of a variant; others keep their values.",
                source: page("PATCH \(path)/{variantKey}"),
                quirks: [acknowledgementQuirk],
                example: #"\#(name).edit("90211", "treatment", {rolloutWeight = 3})"#)
        }

        private var remove: Endpoint {
            Endpoint(
                "\(name).remove", .v1, .delete, PathTemplate("\(path)/{variantKey}"),
                parameters: [id, variantKey], result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).list"), effects: [.removeItem(.by("key", from: "variantKey"))],
                irreversible: [
                    "The users and cohorts that were included in it are not brought back.",
                    "Its place among the variants and its weights in segments are not brought back.",
                ],
                summary: "Removes a variant from \(member.article).",
                source: page("DELETE \(path)/{variantKey}"),
                quirks: [
                    "What the last variant answers is not documented; in the sandbox 400.", acknowledgementQuirk,
                ],
                example: #"\#(name).remove("90211", "bold")"#)
        }
    }
}
