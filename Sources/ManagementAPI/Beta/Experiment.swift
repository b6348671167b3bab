import JSON

extension Beta {
    /// An experiment as it is returned.
    static let experiment = ObjectType(
        "Experiment", isOpen: true,
        kind: ObjectKind(
            one: "experiment", many: "experiments", identifyingField: "id", label: "key", title: "name",
            columns: [
                "id", "key", "enabled", "state", "rolloutWeights", "name", "projectId", "startDate", "endDate",
                "deployments", "bucketingKey", "description",
            ],
            essentialColumns: 3,
            card: [
                "id", "key", "name", "description", "enabled", "state", "startDate", "endDate", "projectId",
                "deployments", "bucketingKey", "stickyBucketing", "rolloutWeights", "variants", "targetSegments",
            ],
            tallies: [.init("enabled", "active", isAlwaysSaid: true)],
            marks: ["key", "rolloutWeights", "variants"]),
        help: "An experiment as it is returned. Fields that are not listed here are kept.",
        fields: [
            Field("id", .string(minLength: 1), required: true, help: "Its id: decimal digits in a string."),
            Field(
                "projectId", .string(minLength: 1), required: true, means: .project, help: "The project that owns it."),
            Field(
                "deployments", .array(of: .string(minLength: 1)), required: true, initially: .value([]),
                means: .id(of: "deployments"),
                help: "The ids of the deployments that serve it.",
                quirks: ["The service did not return it before November 2022."]),
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
                "bucketingKey", .string(minLength: 1), required: true, initially: .value("amplitude_id"),
                help: "The user property whose value decides the bucket."),
            Field(
                "variants", .array(of: .object(variant)), required: true,
                initially: .value([["key": "control"], ["key": "treatment"]]), help: "What users can be given."),
            Field(
                "rolloutWeights", rolloutWeights, required: true, initially: .each(1), means: variantKeys,
                help: "How users outside every segment are split: variant key to its weight."),
            Field(
                "targetSegments", .orderedArray(of: .object(answeredSegment)), required: true, initially: .value([]),
                help: "Rules for parts of the users, in the order in which they are tried."),
            Field(
                "stickyBucketing", .boolean, required: true, initially: .value(false),
                help: "Whether a user keeps the first variant received when targeting changes later."),
            Field(
                "state", .enumeration(["planning", "running", "analyzing", "decision-made"]), required: true,
                initially: .value("planning"),
                tones: ["running": .good, "analyzing": .waiting, "decision-made": .finished],
                help: "Where it stands in its life; separate from enabled.",
                quirks: ["How the service computes it is not documented."]),
            Field(
                "startDate", .nullable(.string(minLength: 1)), required: true, initially: .value(nil),
                help: "The day it began, YYYY-MM-DD; null before."),
            Field(
                "endDate", .nullable(.string(minLength: 1)), required: true, initially: .value(nil),
                help: "The day it ends, YYYY-MM-DD; null where none is set."),
        ])
}
