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

        private static let id = Parameter(
            "id", in: .path, .positional, .identifier, required: true, means: .id(of: "mutexes"), orFieldOfTable: "id",
            help: "The mutex group's id, or a table that has it as its id field.")

        private static let list = Endpoint(
            "mutexes.list", .v1, .get, "/mutexes", parameters: [limit, cursor],
            result: .page(items: mutex, Paging(wrapper: "mutexes")), isIdempotent: true,
            summary: "Lists the mutex groups that the key can see, one page at a time.",
            source: page("GET /mutexes"),
            quirks: ["Order, and whether archived groups are listed, is not documented; the sandbox leaves them out."],
            example: """
                for group in mutexes.each{} do
                  print(group.id, group.key, #group.slots)
                end
                """)

        private static let get = Endpoint(
            "mutexes.get", .v1, .get, "/mutexes/{id}", parameters: [id], result: .object(mutex), isIdempotent: true,
            summary: "Reads one mutex group.", source: page("GET /mutexes/{id}"), example: #"pp(mutexes.get("80007"))"#)

        private static let create = Endpoint(
            "mutexes.create", .v1, .post, "/mutexes",
            parameters: [
                Parameter(
                    "projectId", in: .body, .named, .identifier, required: true, means: .project,
                    help: "The project that will own it.",
                    quirks: ["Documented as a number; an example sends a string. It is sent as it is given."]),
                Parameter(
                    "name", in: .body, .named, .string(minLength: 1), required: true, help: "The name that people see."),
                groupKey,
                Parameter("description", in: .body, .named, .string(), default: "none", help: "What it is about."),
                Parameter(
                    "evaluationMode", in: .body, .named, evaluationModes, default: #""remote""#,
                    help: "Where it is evaluated."),
                Parameter(
                    "bucketingKey", in: .body, .named, .string(minLength: 1), default: #""amplitude_id""#,
                    help: "The user property whose value decides the bucket."),
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
                "What was created stays: it can be archived, not deleted, and its key stays taken.",
                "The number of slots and their percentages are fixed.",
            ],
            lookup: Lookup(in: "mutexes.list", by: ["projectId", "key"]),
            summary: "Creates a mutex group, whose slots share out the users.",
            source: page("POST /mutexes"),
            quirks: [
                "The service makes a key where none is given. Here one has to be: a lost answer could not be cleared up."
            ],
            example: """
                mutexes.create{
                  projectId = "417260", name = "Checkout traffic", key = "checkout-traffic",
                  slots = {{percentage = 60, experiments = {"90211"}}, {percentage = 40}},
                }
                """)

        private static let edit = Endpoint(
            "mutexes.edit", .v1, .patch, "/mutexes/{id}",
            parameters: [
                id,
                Parameter("name", in: .body, .named, .string(minLength: 1), help: "The name that people see."),
                Parameter("description", in: .body, .named, .string(), help: "What it is about."),
                archive,
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
            quirks: [archiveQuirk, acknowledgementQuirk],
            example: #"mutexes.edit("80007", {name = "Checkout and cart"})"#)

        private static let editSlot = Endpoint(
            "mutexes.slots.edit", .v1, .patch, "/mutexes/{id}/slots/{slotIndex}",
            parameters: [
                id,
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

        static let archive = Parameter(
            "archive", in: .body, .named, .boolean,
            help: "true archives it: it leaves the lists and its members no longer depend on it.")

        static let archiveQuirk =
            "What archives a group that has members is refused, unless {accept_loss = true} is the last argument: nobody says "
            + "that restoring brings them back."

        static let groupKey = Parameter(
            "key", in: .body, .named, .text(objectKey), required: true, madeByService: true,
            help:
                "The name that code knows it by. Flags, experiments, mutex and holdout groups share one space of keys.")
    }
}
