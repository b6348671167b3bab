import JSON

extension V1 {
    /// A holdout group as it is answered.
    static let holdout = ObjectType(
        "Holdout", isOpen: true,
        kind: ObjectKind(
            one: "holdout group", many: "holdout groups", identifyingField: "id", label: "key", title: "name",
            tombstone: "deleted",
            columns: ["id", "key", "holdoutPercentage", "experiments", "name", "projectId", "description"],
            essentialColumns: 3,
            card: [
                "id", "key", "name", "description", "holdoutPercentage", "experiments", "projectId", "evaluationMode",
                "bucketingKey", "bucketingSalt", "variantName", "individualInclusion", "individualExclusion", "deleted",
                "createdAt", "createdBy", "lastModifiedAt", "lastModifiedBy",
            ],
            tallies: [.init("deleted", "archived", isAlwaysSaid: false)], marks: ["holdoutPercentage"]),
        help:
            "A group that keeps a share of the users out of its experiments: a flag with the variants holdout and on.",
        fields: [
            Field(
                "id", .identifier, required: true, help: "Its id.",
                quirks: ["A number in the examples; a string is taken as well."]),
            Field("projectId", .identifier, required: true, means: .project, help: "The project that owns it."),
            Field("name", .string(), required: true, help: "The name that people see."),
            Field(
                "key", .string(), required: true, keeps: .name(prefix: "holdout-"),
                help: "The name that code knows it by."),
            Field("description", .nullable(.string()), initially: .value(nil), help: "What it is about."),
            Field(
                "holdoutPercentage", .integer(min: 1, max: 99), required: true, means: .percentage,
                help: "The share of the users that is kept out, in percent."),
            Field(
                "evaluationMode", evaluationModes, required: true, initially: .value("remote"),
                help: "Where it is evaluated."),
            Field(
                "bucketingKey", .string(), required: true, initially: .value("amplitude_id"),
                help: "The user property whose value decides the bucket."),
            Field(
                "bucketingSalt", .nullable(.string()), required: true, keeps: .salt,
                help: "What makes its buckets its own."),
            Field(
                "variantName", .string(), required: true, initially: .value("on"),
                help: "The variant that its experiments depend on."),
            Field(
                "experiments", .array(of: .identifier), required: true, initially: .value([]),
                means: .id(of: "experiments"),
                binds: Binding(to: "variantName", isExclusive: false, shared: localOnly),
                help: "The ids of its experiments."),
            Field(
                "individualInclusion", .array(of: .string()), required: true, initially: .value([]),
                help: "Ids that are always kept out."),
            Field(
                "individualExclusion", .array(of: .string()), required: true, initially: .value([]),
                help: "Ids that are never kept out; inclusion wins."),
            Field(
                "deleted", .boolean, required: true, initially: .value(false), tones: ["true": .bad],
                help: "Whether it is archived."),
            Field(
                "createdBy", .nullable(.identifier), keeps: .creator(.id), help: "Who made it: the id of a user."),
            Field("lastModifiedBy", .nullable(.identifier), keeps: .modifier(.id), help: "Who changed it last."),
            Field(
                "createdAt", .nullable(.string()), keeps: .created,
                help: "When it was made: ISO 8601, UTC, with milliseconds."),
            Field("lastModifiedAt", .nullable(.string()), keeps: .modified, help: "When it was changed last."),
        ])

    /// The holdout groups.
    enum Holdouts {
        static let resource = Resource(
            "holdouts", .v1, help: "Holdout groups: users that are kept out of experiments.",
            endpoints: [list, get, create, edit])

        private static let id = Parameter(
            "id", in: .path, .positional, .identifier, required: true, means: .id(of: "holdouts"), orFieldOfTable: "id",
            help: "The holdout group's id, or a table that has it as its id field.")

        private static let list = Endpoint(
            "holdouts.list", .v1, .get, "/holdouts", parameters: [limit, cursor],
            result: .page(items: holdout, Paging(wrapper: "holdouts")), isIdempotent: true,
            summary: "Lists the holdout groups that the key can see, one page at a time.",
            source: page("GET /holdouts"),
            quirks: ["Order, and whether archived groups are listed, is not documented; the sandbox leaves them out."],
            example: """
                for group in holdouts.each{} do
                  print(group.id, group.key, group.holdoutPercentage)
                end
                """)

        private static let get = Endpoint(
            "holdouts.get", .v1, .get, "/holdouts/{id}", parameters: [id], result: .object(holdout), isIdempotent: true,
            summary: "Reads one holdout group.", source: page("GET /holdouts/{id}"),
            example: #"pp(holdouts.get("81050"))"#)

        private static let create = Endpoint(
            "holdouts.create", .v1, .post, "/holdouts",
            parameters: [
                Parameter(
                    "projectId", in: .body, .named, .identifier, required: true, means: .project,
                    help: "The project that will own it.",
                    quirks: ["Documented as a number; an example sends a string. It is sent as it is given."]),
                Parameter(
                    "name", in: .body, .named, .string(minLength: 1), required: true, help: "The name that people see."),
                Mutexes.groupKey,
                Parameter(
                    "holdoutPercentage", in: .body, .named, .integer(min: 1, max: 99), required: true,
                    means: .percentage,
                    help: "The share of the users that is kept out, in whole percent."),
                Parameter("description", in: .body, .named, .string(), default: "none", help: "What it is about."),
                Parameter(
                    "evaluationMode", in: .body, .named, evaluationModes, default: #""remote""#,
                    help: "Where it is evaluated; that of its experiments must go with it."),
                Parameter(
                    "bucketingKey", in: .body, .named, .string(minLength: 1), default: #""amplitude_id""#,
                    help: "The user property whose value decides the bucket."),
            ] + members,
            result: .object(created), isIdempotent: false, effects: [.create],
            irreversible: [
                "What was created stays: it can be archived, not deleted, and its key stays taken.",
                "The percentage is fixed.",
            ],
            lookup: Lookup(in: "holdouts.list", by: ["projectId", "key"]),
            summary: "Creates a holdout group, which keeps a share of the users out of its experiments.",
            source: page("POST /holdouts"),
            quirks: [
                "The service makes a key where none is given. Here one has to be: a lost answer could not be cleared up."
            ],
            example: """
                holdouts.create{
                  projectId = "417260", name = "Winter holdout", key = "holdout-winter", holdoutPercentage = 5,
                }
                """)

        private static let edit = Endpoint(
            "holdouts.edit", .v1, .patch, "/holdouts/{id}",
            parameters: [
                id,
                Parameter("name", in: .body, .named, .string(minLength: 1), help: "The name that people see."),
                Parameter("description", in: .body, .named, .string(), help: "What it is about."),
            ] + members + [Mutexes.archive],
            result: .acknowledgement, isIdempotent: true, subject: Subject(readBy: "holdouts.get"),
            effects: ["name", "description", "experiments", "individualInclusion", "individualExclusion"].map {
                .replace($0, from: $0)
            } + [.replace("deleted", from: "archive")],
            losses: [.members(in: ["experiments", "individualInclusion", "individualExclusion"], by: "archive")],
            summary: "Changes fields of a holdout group; others keep their values.",
            details: "The lists take the place of the whole lists. The percentage cannot be changed.",
            source: page("PATCH /holdouts/{id}"), quirks: [Mutexes.archiveQuirk, acknowledgementQuirk],
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
