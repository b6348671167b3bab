import JSON

extension V1 {
    /// A mutex group as it is answered.
    static let mutex = ObjectType(
        "Mutex", isOpen: true,
        kind: ObjectKind(
            one: "mutex group", many: "mutex groups", identifyingField: "id", label: "key", title: "name",
            tombstone: "deleted",
            columns: ["id", "key", "name", "slots", "evaluationMode", "projectId", "description"], essentialColumns: 2,
            card: [
                "id", "key", "name", "description", "projectId", "evaluationMode", "bucketingKey", "bucketingSalt",
                "deleted", "slots",
            ],
            tallies: [.init("deleted", "archived", isAlwaysSaid: false)], marks: ["slots"]),
        help: "A group of experiments that exclude each other: a flag with one variant for each slot.",
        fields: Group.identityFields(keyPrefix: "mutex-", showsDescription: true) + Group.bucketingFields + [
            Field(
                "slots", .orderedArray(of: .object(mutexSlot)), required: true,
                help: "The slots, which share out the users, in order."),
            Field(
                "deleted", .boolean, initially: .value(false), tones: ["true": .bad], help: "Whether it is archived.",
                quirks: ["Not documented."]),
        ])

    /// A slot of a mutex group.
    static let mutexSlot = ObjectType(
        "MutexSlot", isOpen: true,
        kind: ObjectKind(
            one: "slot", many: "slots", identifyingField: "index", label: "variantKey", title: "name",
            columns: ["index", "percentage", "experiments", "holdouts", "individuals", "cohorts"], essentialColumns: 2,
            card: ["index", "name", "variantKey", "percentage", "experiments", "holdouts", "individuals", "cohorts"],
            marks: ["variantKey", "percentage"]),
        help: "A slot of a mutex group: a share of the users, and the experiments that they are for.",
        fields: [
            Field(
                "name", .string(), required: true, keeps: .place(after: "SLOT "), help: "SLOT and the index."),
            Field(
                "index", .integer(min: 1), required: true, keeps: .place(after: ""),
                help: "Its place: 1 for the first."),
            Field(
                "variantKey", .string(), required: true, keeps: .place(after: "slot-"),
                help: "What its members depend on: slot- and the index."),
            Field(
                "percentage", .integer(min: 1, max: 100), required: true, means: .percentage,
                help: "The share of the users, in percent."),
            Field(
                "experiments", .array(of: .identifier), required: true, initially: .value([]),
                means: .id(of: "experiments"),
                binds: Binding(to: "variantKey", isExclusive: true, shared: Group.localOnly),
                help: "The ids of the experiments in it."),
            Field(
                "holdouts", .array(of: .identifier), required: true, initially: .value([]), means: .id(of: "holdouts"),
                help: "The ids of the holdout groups in it."),
            Field(
                "individuals", .array(of: .string()), required: true, initially: .value([]),
                help: "User and device ids that are always in it."),
            Field(
                "cohorts", .array(of: .string()), required: true, initially: .value([]),
                help: "Cohorts whose members are always in it.",
                quirks: ["Can be read and not written."]),
        ])
}
