extension Beta {
    /// An experiment as it is answered.
    static let experiment = ObjectType(
        "Experiment", isOpen: true, help: "An experiment as it is answered. Fields that are not listed here are kept.",
        fields: [
            Field("id", .string(minLength: 1), required: true, help: "Its id: decimal digits in a string."),
            Field("projectId", .string(minLength: 1), required: true, help: "The project that owns it."),
            Field(
                "deployments", .array(of: .string(minLength: 1)), required: true,
                help: "The ids of the deployments that serve it.",
                quirks: ["The service did not answer it before November 2022."]),
            Field("key", .string(minLength: 1), required: true, help: "The name that code knows it by."),
            Field("name", .string(), required: true, help: "The name that people see; the key until it is changed."),
            Field("description", .string(), required: true, help: "What it is about, for people."),
            Field("enabled", .boolean, required: true, help: "Whether it is active."),
            Field(
                "bucketingKey", .string(minLength: 1), required: true,
                help: "The user property whose value decides the bucket."),
            Field("variants", .array(of: .object(variant)), required: true, help: "What users can be given."),
            Field(
                "rolloutWeights", rolloutWeights, required: true,
                help: "How users outside every segment are split: variant key to its weight."),
            Field(
                "targetSegments", .array(of: .object(answeredSegment)), required: true,
                help: "Rules for parts of the users, in the order in which they are tried."),
            Field(
                "stickyBucketing", .boolean, required: true,
                help: "Whether a user keeps the first variant received when targeting changes later."),
            Field(
                "state", .enumeration(["planning", "running", "analyzing", "decision-made"]), required: true,
                help: "Where it stands in its life; separate from enabled.",
                quirks: ["How the service computes it is not documented."]),
            Field(
                "startDate", .nullable(.string(minLength: 1)), required: true,
                help: "The day it began, YYYY-MM-DD; null before."),
            Field(
                "endDate", .nullable(.string(minLength: 1)), required: true,
                help: "The day it ends, YYYY-MM-DD; null where none is set."),
        ])
}
