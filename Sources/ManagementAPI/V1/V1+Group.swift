import JSON

extension V1 {
    /// What mutex and holdout groups have in common.
    struct Group {
        /// The name of the Lua table, and of the segment in paths.
        let resource: String
        /// What one is called: `mutex group`.
        let one: String

        /// The path parameter that names one.
        var id: Parameter {
            Parameter(
                "id", in: .path, .positional, .identifier, required: true, means: .id(of: resource),
                orFieldOfTable: "id", help: "The \(one)'s id, or a table that has it as its id field.")
        }

        func list(of type: ObjectType, example: String) -> Endpoint {
            Endpoint(
                "\(resource).list", .v1, .get, PathTemplate("/\(resource)"), parameters: [limit, cursor],
                result: .page(items: type, Paging(wrapper: resource)), isIdempotent: true,
                summary: "Lists the \(one)s that the key can see, one page at a time.",
                source: page("GET /\(resource)"),
                quirks: [
                    "Order, and whether archived groups are listed, is not documented; the sandbox leaves them out."
                ], example: example)
        }

        func get(_ type: ObjectType, example: String) -> Endpoint {
            Endpoint(
                "\(resource).get", .v1, .get, PathTemplate("/\(resource)/{id}"), parameters: [id],
                result: .object(type),
                isIdempotent: true, summary: "Reads one \(one).", source: page("GET /\(resource)/{id}"),
                example: example)
        }

        /// How a create whose answer was lost finds what it made.
        var lookup: Lookup { Lookup(in: "\(resource).list", by: ["projectId", "key"]) }

        // MARK: - Fields of answers

        /// What names one. The service makes a key that begins so where none is given.
        static func identityFields(keyPrefix: String, showsDescription: Bool) -> [Field] {
            [
                Field(
                    "id", .identifier, required: true, help: "Its id.",
                    quirks: ["A number in the examples; a string is taken as well."]),
                Field("projectId", .identifier, required: true, means: .project, help: "The project that owns it."),
                Field("name", .string(), required: true, help: "The name that people see."),
                Field(
                    "key", .string(), required: true, keeps: .name(prefix: keyPrefix),
                    help: "The name that code knows it by."),
                Field(
                    "description", .nullable(.string()), required: showsDescription, initially: .value(nil),
                    help: "What it is about."),
            ]
        }

        /// How its users are told apart.
        static let bucketingFields = [
            Field(
                "evaluationMode", evaluationModes, required: true, initially: .value("remote"),
                help: "Where it is evaluated."),
            Field(
                "bucketingKey", .string(), required: true, initially: .value("amplitude_id"),
                help: "The user property whose value decides the bucket."),
            Field(
                "bucketingSalt", .nullable(.string()), required: true, keeps: .salt,
                help: "What makes its buckets its own."),
        ]

        /// What is evaluated locally depends only on what is so too.
        static let localOnly: JSONObject = ["evaluationMode": "local"]

        // MARK: - Fields of requests

        static let project = Parameter(
            "projectId", in: .body, .named, .identifier, required: true, means: .project,
            help: "The project that will own it.",
            quirks: ["Documented as a number; an example sends a string. It is sent as it is given."])

        static func name(isNew: Bool) -> Parameter {
            Parameter(
                "name", in: .body, .named, .string(minLength: 1), required: isNew, help: "The name that people see.")
        }

        static let key = Parameter(
            "key", in: .body, .named, .text(objectKey), required: true, madeByService: true,
            help:
                "The name that code knows it by. Flags, experiments, mutex and holdout groups share one space of keys.")

        static func description(isNew: Bool) -> Parameter {
            Parameter(
                "description", in: .body, .named, .string(), default: isNew ? "none" : nil, help: "What it is about.")
        }

        static let bucketing = [
            Parameter(
                "evaluationMode", in: .body, .named, evaluationModes, default: #""remote""#,
                help: "Where it is evaluated; that of its experiments must go with it."),
            Parameter(
                "bucketingKey", in: .body, .named, .string(minLength: 1), default: #""amplitude_id""#,
                help: "The user property whose value decides the bucket."),
        ]

        static let archive = Parameter(
            "archive", in: .body, .named, .boolean,
            help: "true archives it: it leaves the lists and its members no longer depend on it.")

        // MARK: - Words

        static let staysQuirk = "What was created stays: it can be archived, not deleted, and its key stays taken."

        static let keyQuirk =
            "The service makes a key where none is given. Here one has to be: a lost answer could not be cleared up."

        static let archiveQuirk =
            "What archives a group that has members is refused, unless {accept_loss = true} is the last argument: nobody says "
            + "that restoring brings them back."
    }
}
