import JSON

extension V1 {
    /// A flag as it is answered.
    static let flagObject = ObjectType(
        "Flag", isOpen: true,
        kind: ObjectKind(
            one: flag.one, many: flag.resource, identifyingField: "id", label: "key", title: "name",
            tombstone: "deleted",
            columns: [
                "id", "key", "enabled", "rolloutPercentage", "rolloutWeights", "name", "projectId", "tags",
                "evaluationMode", "deployments", "lastModifiedAt", "lastModifiedBy", "description",
            ],
            essentialColumns: 3, card: card.filter { name in !experimentFields.contains { $0.name == name } },
            tallies: [
                .init("enabled", "active", isAlwaysSaid: true), .init("deleted", "archived", isAlwaysSaid: false),
            ],
            marks: ["key", "rolloutWeights", "rolloutPercentage"]),
        help: "A feature flag as it is answered. Fields that are not listed here are kept.",
        fields: commonFields(variants: [["key": "on"]]) + auditFields)

    /// An experiment as it is answered.
    static let experimentObject = ObjectType(
        "Experiment", isOpen: true,
        kind: ObjectKind(
            one: experiment.one, many: experiment.resource, identifyingField: "id", label: "key", title: "name",
            tombstone: "deleted",
            columns: [
                "id", "key", "enabled", "state", "rolloutPercentage", "rolloutWeights", "name", "projectId", "tags",
                "startDate", "endDate", "decision", "deployments", "bucketingKey", "lastModifiedAt", "lastModifiedBy",
                "description",
            ],
            essentialColumns: 3, card: card,
            tallies: [
                .init("enabled", "active", isAlwaysSaid: true), .init("deleted", "archived", isAlwaysSaid: false),
            ],
            marks: ["key", "rolloutWeights", "variants"]),
        help: "An experiment as it is answered. Fields that are not listed here are kept.",
        fields: commonFields(variants: [["key": "control"], ["key": "treatment"]]) + experimentFields + auditFields)

    /// What an object of the family is.
    static func object(of member: Family.Member) -> ObjectType { member == flag ? flagObject : experimentObject }

    /// The configuration that a version keeps: the object's fields, as far as they were there.
    static let flagConfig = ObjectType(
        "FlagConfig", isOpen: true,
        kind: ObjectKind(
            one: "configuration", many: "configurations", identifyingField: "id", label: "key", title: "name",
            card: card,
            marks: []),
        help: "The whole configuration of a flag or an experiment at one version.",
        fields: experimentObject.fields.map { field in
            Field(
                field.name, field.type, required: ["id", "projectId", "key"].contains(field.name), means: field.meaning,
                tones: field.tones, help: field.help)
        })

    private static let card = [
        "id", "key", "name", "description", "enabled", "state", "startDate", "endDate", "decision", "decisionReason",
        "rolledOutVariant", "projectId", "deployments", "tags", "evaluationMode", "bucketingKey", "bucketingUnit",
        "bucketingSalt", "experimentType", "deliveryMethod", "stickyBucketing", "rolloutPercentage", "rolloutWeights",
        "variants", "targetSegments", "parentDependencies", "deleted", "createdAt", "createdBy", "lastModifiedAt",
        "lastModifiedBy",
    ]

    private static func commonFields(variants: JSONValue) -> [Field] {
        [
            Field("id", .string(minLength: 1), required: true, help: "Its id: decimal digits in a string."),
            Field(
                "projectId", .string(minLength: 1), required: true, means: .project, help: "The project that owns it."),
            Field(
                "deployments", .array(of: .string(minLength: 1)), required: true, initially: .value([]),
                means: .id(of: "deployments"), help: "The ids of the deployments that serve it."),
            Field("key", .string(minLength: 1), required: true, help: "The name that code knows it by."),
            Field(
                "name", .string(), required: true, initially: .copy(of: "key"),
                help: "The name that people see; the key until it is changed."),
            Field(
                "description", .string(), required: true, initially: .value(""), help: "What it is about, for people."),
            Field(
                "enabled", .boolean, required: true, initially: .value(false), tones: ["true": .good, "false": .faint],
                help: "Whether it is active."),
            Field(
                "evaluationMode", evaluationModes, initially: .value("remote"),
                help: "Where it is evaluated: at the service, or in the application."),
            Field(
                "bucketingKey", .string(minLength: 1), required: true, initially: .value("amplitude_id"),
                help: "The user property whose value decides the bucket."),
            Field(
                "bucketingSalt", .nullable(.string()), keeps: .salt, help: "What makes its buckets its own.",
                quirks: ["Random on creation: eight letters and digits in every example."]),
            Field(
                "bucketingUnit", .nullable(.string()), initially: .value("User"),
                help: "What is bucketed: User, or a type of group."),
            Field(
                "variants", .array(of: .object(variant)), required: true, initially: .value(variants),
                help: "What users can be given."),
            Field(
                "rolloutPercentage", .number(min: 0, max: 100), initially: .value(0), means: .percentage,
                help: "The share of the users outside every segment, in percent, that is given a variant at all."),
            Field(
                "rolloutWeights", rolloutWeights, required: true, initially: .each(1), means: variantKeys,
                help: "How those users are split: variant key to its weight."),
            Field(
                "targetSegments", .orderedArray(of: .object(answeredSegment)), required: true, initially: .value([]),
                help: "Rules for parts of the users, in the order in which they are tried."),
            Field(
                "parentDependencies", .nullable(.object(parentDependencies)), initially: .value(nil),
                keeps: .dependencies(parents: "flags", rule: "operator", value: "all"),
                help: "What must hold before it is evaluated: flags, slots of mutex groups, holdout groups.",
                quirks: ["Can be read and not written, but for what mutex and holdout groups do to it."]),
            Field("tags", .array(of: .string()), initially: .value([]), help: "Words to find it by."),
            Field(
                "deleted", .boolean, initially: .value(false), tones: ["true": .bad],
                help: "Whether it is archived.",
                quirks: ["Lists leave archived ones out unless includeArchived is true."]),
        ]
    }

    private static let experimentFields = [
        Field(
            "stickyBucketing", .boolean, required: true, initially: .value(false),
            help: "Whether a user keeps the first variant received when targeting changes later."),
        Field(
            "state", .enumeration(["planning", "running", "analyzing", "decision-made"]), initially: .value("planning"),
            keeps: .life(life),
            tones: ["running": .good, "analyzing": .waiting, "decision-made": .finished],
            help: "Where it stands in its life; separate from enabled.",
            quirks: ["How the service computes it is not documented."]),
        Field(
            "startDate", .nullable(.string(minLength: 1)), required: true, initially: .value(nil),
            help: "The day it began, YYYY-MM-DD; null before."),
        Field(
            "endDate", .nullable(.string(minLength: 1)), required: true, initially: .value(nil),
            help: "The day it ends, YYYY-MM-DD; null where none is set."),
        Field(
            "experimentType", .string(), initially: .value("a-b-test"), help: "a-b-test or multi-arm-bandit.",
            quirks: ["Before September 2024 also hypothesis-testing and no-harm."]),
        Field(
            "deliveryMethod", .string(), initially: .value("feature"),
            help: "feature, or web for experiments on web pages.",
            quirks: ["In the newest pages only. Web experiments cannot be edited: 405."]),
        Field(
            "decision", .nullable(.enumeration(decisions)), initially: .value(nil),
            tones: ["rollout": .good, "rollback": .bad], help: "What was decided in the end; null before."),
        Field("decisionReason", .nullable(.string()), initially: .value(nil), help: "Why that was decided."),
        Field(
            "rolledOutVariant", .nullable(.string()), initially: .value(nil),
            help: "The key or the name of the variant that was rolled out."),
    ]

    static let life = ServiceValue.Life(
        start: "startDate", end: "endDate", decision: "decision", open: "continue-running")

    private static let auditFields = [
        Field("createdBy", .nullable(.string()), keeps: .creator(.email), help: "Who made it: an e-mail address."),
        Field("lastModifiedBy", .nullable(.string()), keeps: .modifier(.email), help: "Who changed it last."),
        Field(
            "createdAt", .nullable(.string()), keeps: .created,
            help: "When it was made: ISO 8601, UTC, with milliseconds."),
        Field("lastModifiedAt", .nullable(.string()), keeps: .modified, help: "When it was changed last."),
    ]

    /// What can be decided about an experiment.
    static let decisions = ["rollout", "rollback", "continue-running"]

    /// What an object depends on.
    static let parentDependencies = ObjectType(
        "ParentDependencies", isOpen: true,
        help: "What must hold before an object is evaluated.",
        fields: [
            Field(
                "flags", .map(of: .array(of: .string())), required: true,
                help: "The id of the object that it depends on to the variants of it that will do."),
            Field("operator", .string(), required: true, help: "all, or any: how many of them must hold."),
        ])

    /// What a create answers.
    static let created = ObjectType(
        "Created", isOpen: true,
        kind: ObjectKind(
            one: "new object", many: "new objects", identifyingField: "id", card: ["id", "url"], marks: []),
        help: "What a create answers.",
        fields: [
            Field("id", .identifier, required: true, help: "The new object's id."),
            Field("url", .string(), keeps: .address, help: "Its address in the console."),
        ])
}
