extension Beta {
    /// One test on a user property.
    static let condition = condition("Condition", isOpen: false, op: .enumeration(operators))

    /// The same as it is answered: cohorts and later operators may appear that cannot be sent.
    static let answeredCondition = condition("Condition", isOpen: true, op: .string(minLength: 1))

    /// How a property can be compared.
    static let operators = [
        "is", "is not", "contains", "does not contain", "less", "less or equal", "greater", "greater or equal",
        "glob match", "glob does not match",
    ]

    private static func condition(_ name: String, isOpen: Bool, op: ValueType) -> ObjectType {
        ObjectType(
            name, isOpen: isOpen,
            sentence: Sentence(subject: "prop", relation: "op", values: "values", usual: ["type": "property"]),
            help: "One test on a user property.",
            fields: [
                Field(
                    "type", isOpen ? .string(minLength: 1) : .enumeration(["property"]), required: true,
                    help: "What is tested; it is always a property.",
                    quirks: ["Conditions on cohorts exist in the service but cannot be sent."]),
                Field(
                    "prop", .string(minLength: 1), required: true,
                    help: "The property's name, such as country or device_id.",
                    quirks: ["Later generations want gp: before the names of custom properties."]),
                Field(
                    "op", op, required: true, help: "How the property is compared with the values.",
                    quirks: [
                        "From the page of 2022-06-30; the first page leaves conditions open. Later generations "
                            + "know four more, for sets."
                    ]),
                Field(
                    "values", .array(of: .string()), required: true,
                    help:
                        "What it is compared with: one of them is enough. (none) stands for a property that is unset.",
                    quirks: ["That one is enough is seen in data, not documented."]),
            ])
    }
}
