import JSON

extension V1 {
    /// A deployment as it is answered.
    static let deployment = ObjectType(
        "Deployment", isOpen: true,
        kind: ObjectKind(
            one: "deployment", many: "deployments", identifyingField: "id", label: "label", tombstone: "deleted",
            columns: ["id", "label", "type", "projectId", "deleted", "key"], essentialColumns: 2,
            card: ["id", "label", "type", "key", "projectId", "deleted"],
            tallies: [.init("deleted", "deleted", isAlwaysSaid: false)], marks: ["label", "projectId"]),
        help: "A place that flags and experiments are served from.",
        fields: [
            Field("id", .string(minLength: 1), required: true, help: "Its id: decimal digits in a string."),
            Field(
                "projectId", .string(minLength: 1), required: true, means: .project, help: "The project that owns it."),
            Field("label", .string(), required: true, help: "The name it was given."),
            Field(
                "key", .string(minLength: 1), required: true, keeps: .secret(prefixFrom: "type"),
                help: "The key that applications present to be served from it. Not a management key."),
            Field(
                "deleted", .boolean, required: true, initially: .value(false), tones: ["true": .bad],
                help: "Whether it was deleted."),
            Field(
                "type", .enumeration(["client", "server"]), help: "Where it is used.",
                quirks: ["Not documented in answers."]),
        ])

    /// The deployments.
    enum Deployments {
        static let resource = Resource(
            "deployments", .v1, help: "Deployments: the places that flags and experiments are served from.",
            endpoints: [list, get, create, edit])

        private static let label = TextRule(.name("letters, digits, _ and -", of: .anyCase))

        private static let list = Endpoint(
            "deployments.list", .v1, .get, "/deployments",
            parameters: [limit, cursor],
            result: .page(items: deployment, Paging(wrapper: "deployments", deleted: .listed)), isIdempotent: true,
            summary: "Lists the deployments that the key can see, one page at a time.",
            details:
                "The page is an array; its nextCursor field is set when more follows. deployments.each{} goes over "
                + "all pages and holds one at a time, deployments.all{} puts all of them into one array. Deployments that "
                + "were deleted are listed too, with deleted = true.",
            source: page("GET /deployments"), quirks: ["The order is not documented."],
            example: """
                for d in deployments.each{} do
                  print(d.id, d.label)
                end
                """)

        private static let get = Endpoint(
            "deployments.get", .v1, .get, "/deployments/{deploymentId}",
            parameters: [deploymentID], result: .object(deployment), isIdempotent: true,
            summary: "Reads one deployment.",
            source: "Amplitude's own command line tool, December 2025: GET /deployments/{deploymentId}",
            quirks: ["In no page of the documents."], example: #"pp(deployments.get("5521"))"#)

        private static let create = Endpoint(
            "deployments.create", .v1, .post, "/deployments",
            parameters: [
                Parameter(
                    "projectId", in: .body, .named, .string(minLength: 1), required: true, means: .project,
                    help: "The project that will own it. A string, though it looks like a number."),
                Parameter(
                    "label", in: .body, .named, .text(label), required: true,
                    help: "Its name: letters, digits, _ and -."),
                Parameter(
                    "type", in: .body, .named, .enumeration(["client", "server"]), required: true,
                    help: "Where it will be used."),
            ],
            result: .object(createdDeployment), isIdempotent: false, effects: [.create],
            irreversible: ["What was created stays: it can be deleted softly, and its key is never given again."],
            summary: "Creates a place that flags and experiments can be served from.",
            details: "Returns its id. Its key is made by the service and can be read by deployments.get.",
            source: page("POST /deployments"),
            quirks: [
                "Two deployments may have one label, as far as is known: where the answer is lost nobody can tell whether "
                    + "it was created."
            ],
            example: #"deployments.create{projectId = "417260", label = "web-storefront", type = "client"}"#)

        private static let edit = Endpoint(
            "deployments.edit", .v1, .patch, "/deployments/{deploymentId}",
            parameters: [
                deploymentID,
                Parameter("label", in: .body, .named, .text(label), help: "A new name: letters, digits, _ and -."),
                Parameter("archive", in: .body, .named, .boolean, help: "true deletes it softly, false restores it."),
            ],
            result: .acknowledgement, isIdempotent: true,
            subject: Subject(readBy: "deployments.get"),
            effects: [.replace("label", from: "label"), .replace("deleted", from: "archive")],
            summary: "Renames, deletes or restores a deployment.", source: page("PATCH /deployments/{deploymentId}"),
            quirks: [
                "Whether renaming works is doubtful: Amplitude's own tool does not offer it.", acknowledgementQuirk,
            ],
            example: #"deployments.edit("5521", {label = "web-shop"})"#)

        private static let createdDeployment = ObjectType(
            "CreatedDeployment", isOpen: true,
            kind: ObjectKind(
                one: "new deployment", many: "new deployments", identifyingField: "id", card: ["id"], marks: []),
            help: "What the create of a deployment answers.",
            fields: [Field("id", .identifier, required: true, help: "The new deployment's id.")])
    }
}
