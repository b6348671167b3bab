extension Beta {
    /// A deployment as it is answered.
    static let deployment = ObjectType(
        "Deployment", isOpen: true,
        kind: ObjectKind(
            one: "deployment", many: "deployments", identifyingField: "id", label: "label", tombstone: "deleted",
            columns: ["id", "label", "projectId", "deleted", "key"], essentialColumns: 2,
            card: ["id", "label", "key", "projectId", "deleted"],
            tallies: [.init("deleted", "deleted", isAlwaysSaid: false)], marks: ["label", "projectId"]),
        help: "A place that experiments are served from.",
        fields: [
            Field("id", .string(minLength: 1), required: true, help: "Its id: decimal digits in a string."),
            Field(
                "projectId", .string(minLength: 1), required: true, means: .project, help: "The project that owns it."),
            Field("label", .string(), required: true, help: "The name it was given."),
            Field(
                "key", .string(minLength: 1), required: true,
                help: "The key that applications present to be served from it. Not a management key."),
            Field(
                "deleted", .boolean, default: "false", tones: ["true": .bad], help: "Whether it was deleted.",
                quirks: ["Known from an example of a later generation."]),
        ])
}
