extension V1 {
    /// The users and the cohorts that are given a variant whatever the rules say.
    struct Inclusions {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        /// The greatest number of users that a variant may include.
        static let mostUsers = 2000
        /// The greatest number of cohorts that a variant may include.
        static let mostCohorts = 10
        /// The greatest number of ids that one removal takes.
        static let mostRemoved = 100

        private var variants: String { "\(member.resource).variants" }
        private var path: String { "/\(member.resource)/{id}/variants/{variantKey}" }
        private var names: [Parameter] { [V1.id(of: member), variantKey] }

        var users: Resource {
            let name = "\(variants).users"
            let subject = Subject(readBy: "\(name).list")
            return Resource(
                name, .v1, help: "The users and devices that are given a variant whatever the rules say.",
                endpoints: [
                    list(name, "users", "user and device ids", "users"),
                    add(
                        name, "users", "user or device ids",
                        .array(of: .string(minLength: 1), count: 0...Self.mostUsers),
                        quirks: [
                            "At most 2000 for a variant, with those that are there; above it 400. The limit was 500 until "
                                + "September 2025.",
                            "Ids that are there already are taken and change nothing, as far as is known.",
                        ]),
                    Endpoint(
                        "\(name).remove", .v1, .delete, PathTemplate("\(path)/users/{userIndex}"),
                        parameters: names + [
                            Parameter(
                                "userIndex", in: .path, .positional, .integer(min: 0), required: true,
                                help: "The place in the list of included users, 0 for the first.")
                        ],
                        result: .acknowledgement, isIdempotent: false, isSentOnce: true,
                        subject: subject, effects: [.removeItem(.at("userIndex"))],
                        warning:
                            "Dangerous: the place is counted in the list of the moment, and shifts with each removal. "
                            + "It is never sent twice, whatever comes back. \(name).bulk_remove goes by the ids.",
                        summary: "Removes the user at one place of a variant's list.",
                        source: page("DELETE \(path)/users/{userIndex}"),
                        quirks: ["What a place beyond the list answers is not documented; in the sandbox 400."],
                        example: #"\#(name).remove("90211", "treatment", 0)"#),
                    Endpoint(
                        "\(name).remove_all", .v1, .delete, PathTemplate("\(path)/users"),
                        parameters: names, result: .acknowledgement, isIdempotent: true,
                        subject: subject, effects: [.removeAll],
                        summary: "Removes all users from a variant's list.",
                        source: page("DELETE \(path)/users"), quirks: [acknowledgementQuirk],
                        example: #"\#(name).remove_all("90211", "treatment")"#),
                    bulkRemove(name, "users", "user or device ids"),
                ])
        }

        var cohorts: Resource {
            let name = "\(variants).cohorts"
            return Resource(
                name, .v1, help: "The cohorts whose members are given a variant whatever the rules say.",
                endpoints: [
                    list(name, "cohorts", "cohort ids", "cohorts"),
                    add(
                        name, "cohorts", "cohort ids",
                        .array(of: .string(minLength: 1), count: 0...Self.mostCohorts, basis: .seen),
                        quirks: ["At most 10 for a variant: seen elsewhere, not in these pages."]),
                    bulkRemove(
                        name, "cohorts", "cohort ids", quirks: ["The field of the body is called users here too."]),
                ])
        }

        private func list(_ name: String, _ segment: String, _ what: String, _ many: String) -> Endpoint {
            Endpoint(
                "\(name).list", .v1, .get, PathTemplate("\(path)/\(segment)"),
                parameters: names, result: .array(of: .string()), isIdempotent: true,
                view: .inclusions(of: "variants", by: "key"),
                summary: "Lists the \(many) that a variant includes: an array of \(what).",
                source: page("GET \(path)/\(segment)"), example: #"\#(name).list("90211", "treatment")"#)
        }

        private func add(
            _ name: String, _ segment: String, _ what: String, _ type: ValueType, quirks: [String]
        ) -> Endpoint {
            Endpoint(
                "\(name).add", .v1, .post, PathTemplate("\(path)/\(segment)"),
                parameters: names + [
                    Parameter(
                        "inclusions", in: .body, .named, type, required: true,
                        help: "The \(what); one string each. The array alone may stand for the table.")
                ],
                result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).list"), effects: [.add(to: nil, from: "inclusions")],
                summary: "Includes \(segment) in a variant, beside those that are there.",
                source: page("POST \(path)/\(segment)"), quirks: quirks + [acknowledgementQuirk],
                example: #"\#(name).add("90211", "treatment", {"\#(segment == "users" ? "qa-7" : "c0ffee12")"})"#)
        }

        private func bulkRemove(
            _ name: String, _ segment: String, _ what: String, quirks: [String] = []
        ) -> Endpoint {
            Endpoint(
                "\(name).bulk_remove", .v1, .delete, PathTemplate("\(path)/bulk-delete-\(segment)"),
                parameters: names + [
                    Parameter(
                        "users", in: .body, .named, .array(of: .string(minLength: 1)), required: true,
                        help: "The \(what). The array alone may stand for the table.")
                ],
                result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).list"), effects: [.remove(from: nil, item: "users")],
                composition: .pieces(of: "users", most: Self.mostRemoved),
                summary: "Removes \(segment) from a variant's list, by their ids.",
                details:
                    "The service takes 100 at a time: longer lists are sent in several requests. Where some were done and "
                    + "others not, the error has the outcome partly, and steps.",
                source: page("DELETE \(path)/bulk-delete-\(segment)"), quirks: quirks + [acknowledgementQuirk],
                example:
                    #"\#(name).bulk_remove("90211", "treatment", {"\#(segment == "users" ? "qa-7" : "c0ffee12")"})"#)
        }
    }
}
