extension V1 {
    /// One test on a user property.
    static let condition = condition("Condition", isOpen: false, op: .enumeration(operators))

    /// The same as it is answered: tests on cohorts, and operators that are not documented, may appear.
    static let answeredCondition = condition("Condition", isOpen: true, op: .string(minLength: 1))

    /// How a property can be compared.
    static let operators = [
        "is", "is not", "contains", "does not contain", "less", "less or equal", "greater", "greater or equal",
        "set is", "set is not", "set contains", "set does not contain", "glob match", "glob does not match",
    ]

    /// What the field `type` holds in a condition that the API can read and cannot write.
    static let cohortCondition = "cohort"

    private static func condition(_ name: String, isOpen: Bool, op: ValueType) -> ObjectType {
        ObjectType(
            name, isOpen: isOpen,
            sentence: Sentence(subject: "prop", relation: "op", values: "values", usual: ["type": "property"]),
            help: "One test on a user property.",
            fields: [
                Field(
                    "type", isOpen ? .string(minLength: 1) : .enumeration(["property"]), required: true,
                    help: "What is tested; in requests it is always a property.",
                    quirks: [
                        "Conditions on cohorts can be read and cannot be sent. How they look is not documented: with "
                            + "the type cohort and the cohort's id as prop in a later description."
                    ]),
                Field(
                    "prop", .string(minLength: 1), required: true,
                    help:
                        "The property's name, such as country or device_id; gp: stands before the names of custom ones."
                ),
                Field("op", op, required: true, help: "How the property is compared with the values."),
                Field(
                    "values", isOpen ? .array(of: .string()) : .array(of: .string(), count: 1...Int.max),
                    required: true,
                    help:
                        "What it is compared with: one of them is enough. (none) stands for a property that is unset.",
                    quirks: ["That at least one is needed is not in the pages of this API; a later description has it."]
                ),
            ])
    }
}
