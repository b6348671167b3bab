extension V1 {
    /// The mutex groups.
    enum Mutexes {
        static let resource = Resource(
            "mutexes", .v1, help: "Mutex groups: experiments that exclude each other.",
            endpoints: [list, get, create, edit])

        /// The slots inside of them.
        static let slots = Resource(
            "mutexes.slots", .v1, help: "The slots of a mutex group.", endpoints: [editSlot])

        /// The greatest number of slots.
        static let mostSlots = 20

        private static let group = Group(resource: "mutexes", one: "mutex group")

        private static let list = group.list(
            of: mutex,
            example: """
                for group in mutexes.each{} do
                  print(group.id, group.key, #group.slots)
                end
                """)

        private static let get = group.get(mutex, example: #"pp(mutexes.get("80007"))"#)

        private static let create = Endpoint(
            "mutexes.create", .v1, .post, "/mutexes",
            parameters: [
                Group.project, Group.name(isNew: true), Group.key, Group.description(isNew: true),
            ] + Group.bucketing + [
                Parameter(
                    "bucketingSalt", in: .body, .named, .string(minLength: 1), default: "random",
                    help: "What makes its buckets its own."),
                Parameter(
                    "slots", in: .body, .named,
                    .array(of: .object(slotInput), count: 1...mostSlots, sum: .init(of: "percentage", to: 100)),
                    required: true,
                    help: "1 to 20 slots in order. Their percentages are whole and add up to 100."),
            ],
            result: .object(created), isIdempotent: false, effects: [.create],
            irreversible: [
                Group.staysQuirk, "The number of slots and their percentages are fixed.",
            ],
            lookup: group.lookup,
            summary: "Creates a mutex group, whose slots share out the users.",
            source: page("POST /mutexes"),
            quirks: [Group.keyQuirk],
            example: """
                mutexes.create{
                  projectId = "417260", name = "Checkout traffic", key = "checkout-traffic",
                  slots = {{percentage = 60, experiments = {"90211"}}, {percentage = 40}},
                }
                """)

        private static let edit = Endpoint(
            "mutexes.edit", .v1, .patch, "/mutexes/{id}",
            parameters: [
                group.id, Group.name(isNew: false), Group.description(isNew: false), Group.archive,
            ],
            result: .acknowledgement, isIdempotent: true, overridingParameter: "archive",
            subject: Subject(readBy: "mutexes.get"),
            effects: [
                .replace("name", from: "name"), .replace("description", from: "description"),
                .replace("deleted", from: "archive"),
            ],
            losses: [
                .members(
                    in: ["slots.experiments", "slots.holdouts", "slots.individuals", "slots.cohorts"], by: "archive")
            ],
            summary: "Renames or archives a mutex group.", source: page("PATCH /mutexes/{id}"),
            quirks: [Group.archiveQuirk, acknowledgementQuirk],
            example: #"mutexes.edit("80007", {name = "Checkout and cart"})"#)

        private static let editSlot = Endpoint(
            "mutexes.slots.edit", .v1, .patch, "/mutexes/{id}/slots/{slotIndex}",
            parameters: [
                group.id,
                Parameter(
                    "slotIndex", in: .path, .positional, .integer(min: 1, max: Int64(mostSlots)), required: true,
                    means: .item(of: "slots", by: "index"), orFieldOfTable: "index",
                    help: "The slot's index, 1 for the first, or a table that has it as its index field."),
            ] + slotInput.fields.filter { $0.name != "percentage" }.map { Parameter($0, in: .body, .named) },
            result: .acknowledgement, isIdempotent: true,
            subject: Subject(readBy: "mutexes.get", item: .init(of: "slots", by: "index", from: "slotIndex")),
            effects: ["experiments", "holdouts", "individuals"].map { .replace($0, from: $0) },
            summary: "Replaces lists of a slot; those that are left out keep their value.",
            source: page("PATCH /mutexes/{id}/slots/{slotIndex}"),
            quirks: [
                "That the lists are replaced, and not added to, is how the page reads; nobody says.",
                acknowledgementQuirk,
            ],
            example: #"mutexes.slots.edit("80007", 1, {experiments = {"90211", "90188"}})"#)

        private static let slotInput = ObjectType(
            "SlotInput", help: "A slot of a new mutex group.",
            fields: [
                Field(
                    "percentage", .integer(min: 1, max: 100), required: true, means: .percentage,
                    help: "The share of the users, in whole percent."),
                Field(
                    "experiments", .array(of: .identifier), means: .id(of: "experiments"),
                    help: "The ids of the experiments in it."),
                Field(
                    "holdouts", .array(of: .identifier), means: .id(of: "holdouts"),
                    help: "The ids of the holdout groups in it."),
                Field(
                    "individuals", .array(of: .string(minLength: 1)), help: "User and device ids that are always in it."
                ),
            ])
    }
}
