import JSON

extension V1 {
    /// A variant as it is sent with a new object.
    static let variantInput = ObjectType(
        "VariantInput", help: "A variant as it is sent with a new flag or experiment.", fields: sentVariantFields())

    /// A variant inside a flag or an experiment, as it is answered.
    static let variant = ObjectType(
        "Variant", isOpen: true,
        kind: ObjectKind(
            one: "variant", many: "variants", label: "key", title: "name",
            card: ["key", "name", "payload", "description"], marks: []),
        help: "A variant inside a flag or an experiment. Fields that were never set are left out.",
        fields: [
            Field("key", .string(minLength: 1), required: true, help: "The value that code knows the variant by."),
            Field("name", .string(), initially: .value(nil), help: "The name that people see."),
            Field("description", .string(), initially: .value(nil), help: "What the variant is, for people."),
            Field("payload", .any, initially: .value(nil), help: "Data that comes with the variant: any JSON value."),
        ])

    /// A variant as the calls about variants answer it.
    static let variantDetail = ObjectType(
        "VariantDetail", isOpen: true,
        kind: ObjectKind(
            one: "variant", many: "variants", identifyingField: "key", label: "key", title: "name",
            columns: ["key", "rolloutWeight", "name", "payload", "description"], essentialColumns: 2,
            card: ["key", "name", "rolloutWeight", "payload", "description"], marks: ["key", "rolloutWeight"]),
        help: "A variant as the calls about variants answer it. Fields that were never set are empty.",
        fields: [
            Field("key", .string(minLength: 1), required: true, help: "The value that code knows the variant by."),
            Field(
                "name", .string(), required: true, initially: .value(""), help: "The name that people see.",
                quirks: ["Empty where it was never set: the two cannot be told apart."]),
            Field(
                "payload", .any, required: true, initially: .value([:]),
                help: "Data that comes with the variant: any JSON value.",
                quirks: ["An empty object where it was never set."]),
            Field(
                "description", .string(), required: true, initially: .value(""),
                help: "What the variant is, for people."),
            Field(
                "rolloutWeight", .number(min: 0), required: true, initially: .value(0),
                help: "Its weight among the variants, for users outside every segment."),
        ])

    /// The fields of a variant in a request; none is required but, where it is a new one, the key.
    static func sentVariantFields(isNew: Bool = true) -> [Field] {
        [
            Field(
                "key", .text(variantKeyRule), required: isNew,
                help: isNew
                    ? "The value that code compares with to know the variant."
                    : "A new key. Code that knows the variant by the old one no longer finds it.",
                quirks: isNew
                    ? ["Lower case with hyphens or underscores is asked for; off is reserved."]
                    : [
                        "Whether weights and segments follow a renamed key is not documented; in the sandbox they do."
                    ]),
            Field(
                "payload", .any, default: isNew ? "none" : nil,
                help: "Data that comes with the variant: any JSON value."
                    + (isNew ? "" : " It takes the place of the old."),
                quirks: isNew ? ["Text of JSON, as the beta takes it, is stored as a string."] : []),
            Field("name", .string(), default: isNew ? "none" : nil, help: "The name that people see."),
            Field("description", .string(), default: isNew ? "none" : nil, help: "What the variant is, for people."),
        ]
    }

    static let variantKeyRule = TextRule(
        .name("letters, digits, _ and -", of: .anyCase), basis: .seen, reserved: ["off"])
}
