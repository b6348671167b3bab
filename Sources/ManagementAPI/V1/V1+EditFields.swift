extension V1 {
    /// What an edit of a flag or an experiment takes.
    struct EditFields {
        let isExperiment: Bool

        var parameters: [Parameter] { common + (isExperiment ? experiments : []) }

        private func field(
            _ name: String, _ type: ValueType, means meaning: FieldMeaning? = nil, help: String, quirks: [String] = []
        ) -> Parameter {
            Parameter(name, in: .body, .named, type, means: meaning, help: help, quirks: quirks)
        }

        private var common: [Parameter] {
            [
                field("name", .string(), help: "The name that people see."),
                field("description", .string(), help: "What it is about, for people."),
                field("enabled", .boolean, help: "Whether it is active."),
                field(
                    "rolloutPercentage", .number(min: 0, max: 100), means: .percentage,
                    help: "The share of the users outside every segment, in percent, that is given a variant at all."),
                field(
                    "targetSegments", .orderedArray(of: .object(segment)),
                    help: "Rules for parts of the users. They take the place of the whole list."),
                field(
                    "tags", .array(of: .string()), help: "Words to find it by. They take the place of the whole list."),
                field(
                    "archive", .boolean,
                    help: "true archives it: it answers deleted = true and leaves the lists; false restores it."),
                field("evaluationMode", evaluationModes, help: "Where it is evaluated."),
                field(
                    "bucketingKey", .string(minLength: 1),
                    help: "The user property whose value decides the bucket. A change gives users other buckets."),
                field(
                    "bucketingSalt", .string(),
                    help: "What makes its buckets its own. A change gives users other buckets."),
                field("bucketingUnit", .string(minLength: 1), help: "What is bucketed: User, or a type of group."),
            ]
        }

        private var experiments: [Parameter] {
            [
                field("stickyBucketing", .boolean, help: "Whether a user keeps the first variant received."),
                field(
                    "startDate", .text(TextRule(.date)), help: "When it begins: an ISO 8601 date or date-time.",
                    quirks: ["Once set it can be changed; no way back to none is documented."]),
                field(
                    "endDate", .nullable(.text(TextRule(.date))),
                    help: "When it ends: an ISO 8601 date or date-time; null clears it."),
                field("experimentType", experimentTypes, help: "What kind of experiment it is."),
                field(
                    "exposureEvent", .nullable(.object(exposureEvent)),
                    help: "The event that counts as exposure; null returns to the usual one.",
                    quirks: ["It stands in no answer, so nobody can see what it was before."]),
                field(
                    "decision", .enumeration(decisions), help: "What was decided.",
                    quirks: ["Once set it can be changed; no way back to none is documented."]),
                field("decisionReason", .string(), help: "Why that was decided."),
                field(
                    "rolledOutVariant", .string(minLength: 1),
                    help: "The key or the name of the variant that was rolled out."),
            ]
        }
    }

    private static let exposureEvent = ObjectType(
        "ExposureEvent", help: "An event that counts as exposure.",
        fields: [
            Field("event_type", .string(minLength: 1), required: true, help: "The event's name."),
            Field(
                "filters", .array(of: .object(exposureFilter)), required: true,
                help: "What must hold of the event. Without any, each one counts."),
        ])

    private static let exposureFilter = ObjectType(
        "ExposureFilter", help: "One test on a property of the event, the user or a group.",
        fields: [
            Field("group_type", .nullable(.string()), help: "User, or a type of group."),
            Field("subprop_key", .nullable(.string()), required: true, help: "The property's name."),
            Field(
                "subprop_op",
                .enumeration([
                    "is", "is not", "contains", "does not contain", "less", "less or equal", "greater",
                    "greater or equal", "glob match", "glob does not match",
                ]), required: true, help: "How the property is compared with the values."),
            Field(
                "subprop_type", .string(minLength: 1), required: true,
                help: "Whose property it is: event, user or group.",
                quirks: ["An example of the documents sends another word."]),
            Field("subprop_value", .array(of: .string()), required: true, help: "What it is compared with."),
        ])
}
