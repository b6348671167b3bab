extension V1 {
    /// A version of a flag or an experiment.
    static let version = ObjectType(
        "Version", isOpen: true,
        kind: ObjectKind(
            one: "version", many: "versions", label: "version",
            columns: ["version", "createdAt", "createdBy", "flagConfig"], essentialColumns: 3,
            card: ["version", "createdAt", "createdBy", "flagConfig"], marks: ["version", "flagConfig"]),
        help: "What a flag or an experiment was after one of its changes.",
        fields: [
            Field("version", .integer(min: 1), required: true, help: "Its number: 1 for the first."),
            Field(
                "createdAt", .string(), required: true, keeps: .modified,
                help: "When it came to be: ISO 8601, UTC, with milliseconds."),
            Field(
                "createdBy", .nullable(.identifier), required: true, keeps: .modifier(.id),
                help: "Who made the change: the id of a user.",
                quirks: ["Objects name their authors by e-mail address: the two cannot be joined."]),
            Field(
                "flagConfig", .object(flagConfig), required: true,
                help: "The whole configuration, as far as the service keeps it."),
        ])
}
