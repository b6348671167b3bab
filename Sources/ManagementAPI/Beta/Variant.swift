import JSON

extension Beta {
    /// A variant as it is sent.
    static let variantInput = ObjectType(
        "VariantInput", requiresAnyOf: ["key", "name"], help: "A variant as it is sent with a new experiment.",
        fields: [
            Field(
                "key", .string(minLength: 1), default: "derived from the name",
                help: "The value that code compares with to know the variant.",
                quirks: [
                    "Optional on the first page, required on every later one: better give it.",
                    "Lower case, kebab-case or snake_case is asked for, and off is reserved; whether the service "
                        + "checks it is not documented.",
                ]),
            Field(
                "payload", .jsonText, default: "none",
                help: "Data that comes with the variant: the text of one JSON value (json.encode makes it).",
                quirks: ["Later generations take any JSON value here, not only its text."]),
            Field("name", .string(), default: "none", help: "The name that people see."),
            Field("description", .string(), default: "none", help: "What the variant is, for people."),
        ])

    /// A variant as it is returned.
    static let variant = ObjectType(
        "Variant", isOpen: true,
        kind: ObjectKind(
            one: "variant", many: "variants", label: "key", title: "name",
            card: ["key", "name", "payload", "description"], marks: []),
        help: "A variant as it is returned. Fields that were never set are left out.",
        fields: [
            Field(
                "key", .string(minLength: 1), required: true, initially: .slug(of: "name"),
                help: "The value that code knows the variant by."),
            Field(
                "payload", .any, initially: .value(nil),
                help: "Data that comes with the variant, as it was stored.",
                quirks: ["Sent as text; it may be returned as text or as the value itself."]),
            Field("name", .string(), help: "The name that people see."),
            Field("description", .string(), initially: .value(nil), help: "What the variant is, for people."),
        ])

    /// Variant key to relative weight.
    static let rolloutWeights = ValueType.map(of: .integer(min: 0))

    /// What the keys of weights name.
    static let variantKeys = FieldMeaning.member(of: "variants", by: "key")
}
