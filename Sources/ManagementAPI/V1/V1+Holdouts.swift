extension V1 {
    /// The holdout groups.
    enum Holdouts {
        static let resource = Resource(
            "holdouts", .v1, help: "Holdout groups: users that are kept out of experiments.",
            endpoints: [list, get, create, edit])

        private static let group = Group(resource: "holdouts", one: "holdout group")

        private static let list = group.list(
            of: holdout,
            example: """
                for group in holdouts.each{} do
                  print(group.id, group.key, group.holdoutPercentage)
                end
                """)

        private static let get = group.get(holdout, example: #"pp(holdouts.get("81050"))"#)

        private static let create = Endpoint(
            "holdouts.create", .v1, .post, "/holdouts",
            parameters: [
                Group.project, Group.name(isNew: true), Group.key,
                Parameter(
                    "holdoutPercentage", in: .body, .named, .integer(min: 1, max: 99), required: true,
                    means: .percentage,
                    help: "The share of the users that is kept out, in whole percent."),
                Group.description(isNew: true),
            ] + Group.bucketing + members,
            result: .object(created), isIdempotent: false, effects: [.create],
            irreversible: [
                Group.staysQuirk, "The percentage is fixed.",
            ],
            lookup: group.lookup,
            summary: "Creates a holdout group, which keeps a share of the users out of its experiments.",
            source: page("POST /holdouts"),
            quirks: [Group.keyQuirk],
            example: """
                holdouts.create{
                  projectId = "417260", name = "Winter holdout", key = "holdout-winter", holdoutPercentage = 5,
                }
                """)

        private static let edit = Endpoint(
            "holdouts.edit", .v1, .patch, "/holdouts/{id}",
            parameters: [
                group.id, Group.name(isNew: false), Group.description(isNew: false),
            ] + members + [Group.archive],
            result: .acknowledgement, isIdempotent: true, subject: Subject(readBy: "holdouts.get"),
            effects: ["name", "description", "experiments", "individualInclusion", "individualExclusion"].map {
                .replace($0, from: $0)
            } + [.replace("deleted", from: "archive")],
            losses: [.members(in: ["experiments", "individualInclusion", "individualExclusion"], by: "archive")],
            summary: "Changes fields of a holdout group; others keep their values.",
            details: "The lists take the place of the whole lists. The percentage cannot be changed.",
            source: page("PATCH /holdouts/{id}"), quirks: [Group.archiveQuirk, acknowledgementQuirk],
            example: #"holdouts.edit("81050", {individualInclusion = {"vip-1", "vip-2"}})"#)

        private static let members = [
            Parameter(
                "experiments", in: .body, .named, .array(of: .identifier), means: .id(of: "experiments"),
                help: "The ids of its experiments."),
            Parameter(
                "individualInclusion", in: .body, .named, .array(of: .string(minLength: 1)),
                help: "Ids that are always kept out."),
            Parameter(
                "individualExclusion", in: .body, .named, .array(of: .string(minLength: 1)),
                help: "Ids that are never kept out; inclusion wins."),
        ]
    }
}
