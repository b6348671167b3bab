import JSON

extension V1 {
    /// A rule for a part of the users.
    static let segment = segment("TargetSegment", isOpen: false, condition: condition)

    /// The same as it is answered.
    static let answeredSegment = segment("TargetSegment", isOpen: true, condition: answeredCondition)

    private static func segment(_ name: String, isOpen: Bool, condition: ObjectType) -> ObjectType {
        ObjectType(
            name, isOpen: isOpen,
            kind: ObjectKind(
                one: "segment", many: "segments",
                card: ["name", "percentage", "conditions", "bucketingKey", "rolloutWeights"], marks: ["conditions"]),
            help: "A rule for a part of the users.",
            fields: [
                Field("name", .string(), required: !isOpen, help: "The name that people see."),
                Field(
                    "conditions", .array(of: .object(condition)), required: !isOpen, initially: .value([]),
                    help: "Tests that a user must pass, all of them. Without any the segment fits everybody."),
                Field(
                    "percentage", .number(min: 0, max: 100), required: !isOpen, initially: .value(0),
                    means: .percentage,
                    help: "The share of the users in the segment, in percent, that is given a variant at all."),
                Field(
                    "rolloutWeights", rolloutWeights, required: !isOpen, initially: .inherited, means: variantKeys,
                    help: "How the users in the segment are split: variant key to its weight."),
                Field(
                    "bucketingKey", .string(minLength: 1), default: "the object's", initially: .inherited,
                    help: "The user property whose value decides the bucket in this segment.",
                    quirks: ["In no table of the documents, but in examples and answers."]),
            ])
    }
}
