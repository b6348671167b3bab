extension V1 {
    /// The tags of one flag or experiment, one by one.
    struct Tags {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        private var name: String { "\(member.resource).tags" }

        var resource: Resource {
            Resource(
                name, .v1, help: "The tags of \(member.article), one by one.",
                endpoints: [
                    change("add", .add(to: "tags", from: "tags"), "Adds tags to those that \(member.article) has."),
                    change("remove", .remove(from: "tags", item: "tags"), "Removes tags from \(member.article)."),
                ])
        }

        private func change(_ function: String, _ effect: Effect, _ summary: String) -> Endpoint {
            Endpoint(
                "\(name).\(function)", .v1, .patch, PathTemplate("/\(member.resource)/{id}"),
                parameters: [
                    V1.id(of: member),
                    Parameter(
                        "tags", in: .body, .named, .array(of: .string(minLength: 1)), required: true,
                        help: "The tags. The array alone may stand for the table."),
                ],
                result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(member.resource).get"), effects: [effect],
                composition: .edit(field: "tags", by: "\(member.resource).edit"),
                summary: summary,
                details:
                    "The API takes whole lists only: the list is read, changed and sent back, where it differs. What "
                    + "somebody else changes of it in between is lost.",
                source: page("PATCH /\(member.resource)/{id}"), example: #"\#(name).\#(function)("90211", {"q4"})"#)
        }
    }
}
