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
        fields: Group.identityFields(keyPrefix: "holdout-", showsDescription: false) + [
            Field(
                "holdoutPercentage", .integer(min: 1, max: 99), required: true, means: .percentage,
                help: "The share of the users that is kept out, in percent.")
        ] + Group.bucketingFields + [
            Field(
                "variantName", .string(), required: true, initially: .value("on"),
                help: "The variant that its experiments depend on."),
            Field(
                "experiments", .array(of: .identifier), required: true, initially: .value([]),
                means: .id(of: "experiments"),
                binds: Binding(to: "variantName", isExclusive: false, shared: Group.localOnly),
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
}
