import JSON

extension V1 {
    /// The flags, or the experiments.
    struct Configurations {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        var resource: Resource {
            let help =
                member == flag
                ? "Flags: features that are turned on for some users, or for all."
                : "Experiments: who is bucketed into which variant, and how."
            return Resource(
                member.resource, .v1, help: help,
                endpoints: [
                    list, get, create, edit, activate, deactivate, archive, restore, setRolloutWeights,
                ])
        }

        private var name: String { member.resource }
        private var object: ObjectType { V1.object(of: member) }
        private var id: Parameter { V1.id(of: member) }
        private var isExperiment: Bool { member == experiment }

        private var list: Endpoint {
            Endpoint(
                "\(name).list", .v1, .get, PathTemplate("/\(name)"),
                parameters: [
                    Parameter(
                        "key", in: .query, .named, .string(minLength: 1), default: "all keys",
                        help: "Only the one with exactly this key; each project may have one."),
                    Parameter(
                        "projectId", in: .query, .named, .string(minLength: 1), default: "all projects",
                        means: .project, help: "Only those of this project."),
                    Parameter(
                        "includeArchived", in: .query, .named, .boolean, default: "false",
                        help: "Whether archived ones are listed too."),
                ]
                    + (isExperiment
                        ? [
                            Parameter(
                                "deliveryMethod", in: .query, .named, .enumeration(["feature", "web"]),
                                default: "both", help: "Only experiments of this kind.",
                                quirks: ["Not documented as a parameter; an integration sends it."])
                        ] : []) + [limit, cursor],
                result: .page(items: object, Paging(wrapper: name, deleted: .askedFor(by: "includeArchived"))),
                isIdempotent: true,
                summary: "Lists the \(name) that the key can see, newest first, one page at a time.",
                details:
                    "The page is an array; its nextCursor field is set when more follows. \(name).each{} goes over all "
                    + "pages and holds one at a time, \(name).all{} puts all of them into one array.",
                source: page("GET /\(name)"),
                example: """
                    for x in \(name).each{projectId = "417260"} do
                      print(x.id, x.key, x.enabled)
                    end
                    """)
        }

        private var get: Endpoint {
            Endpoint(
                "\(name).get", .v1, .get, PathTemplate("/\(name)/{id}"),
                parameters: [id], result: .object(object), isIdempotent: true,
                summary: "Reads one \(member.one).",
                source: page("GET /\(name)/{id}"),
                quirks: ["What an unknown id answers is not documented; in the sandbox 404."],
                example: #"pp(\#(name).get("\#(exampleID)"))"#)
        }

        private var create: Endpoint {
            Endpoint(
                "\(name).create", .v1, .post, PathTemplate("/\(name)"),
                parameters: createParameters,
                result: .object(created), isIdempotent: false,
                effects: [.create],
                irreversible: ["What was created stays: it can be archived, not deleted, and its key stays taken."],
                lookup: Lookup(
                    in: "\(name).list", by: ["projectId", "key"], makes: object, provenNewBy: ["enabled"],
                    proof: Lookup.Proof(
                        readBy: "\(name).get", oneOf: "\(name).versions.list", madeAt: "createdAt")),
                summary: "Creates \(member.article). It begins inactive, with a rollout of 0 percent.",
                details:
                    "Returns its id and its address in the console. enabled, rolloutPercentage and tags are set by "
                    + "\(name).edit.",
                source: page("POST /\(name)"),
                quirks: [
                    "Flags, experiments, mutex and holdout groups share one space of keys in a project.",
                    "What a key that is taken answers is not documented; in the sandbox 400.",
                ],
                example: isExperiment
                    ? """
                    local new = experiments.create{
                      projectId = "417260", key = "checkout-copy-test",
                      variants = {{key = "control"}, {key = "treatment", payload = {label = "Buy now"}}},
                    }
                    experiments.edit(new, {enabled = true, rolloutPercentage = 50})
                    """
                    : """
                    local new = flags.create{projectId = "417260", key = "new-search-bar"}
                    flags.edit(new, {enabled = true, rolloutPercentage = 25})
                    """)
        }

        private var createParameters: [Parameter] {
            let variants =
                isExperiment ? #"{{key = "control"}, {key = "treatment"}}"# : #"{{key = "on"}}"#
            return [
                Parameter(
                    "projectId", in: .body, .named, .string(minLength: 1), required: true, means: .project,
                    help: "The project that will own it. A string, though it looks like a number."),
                Parameter(
                    "key", in: .body, .named, .text(objectKey), required: true,
                    help: "The name that code knows it by. Unique in its project."),
                Parameter("name", in: .body, .named, .string(), default: "the key", help: "The name that people see."),
                Parameter(
                    "description", in: .body, .named, .string(), default: #""""#, help: "What it is about, for people."),
                Parameter(
                    "variants", in: .body, .named, .array(of: .object(variantInput)), default: variants,
                    help: "What users can be given."),
                Parameter(
                    "bucketingKey", in: .body, .named, .string(minLength: 1), default: #""amplitude_id""#,
                    help: "The user property whose value decides the bucket.",
                    quirks: ["The default is seen, not documented; for local evaluation it is device_id."]),
                Parameter(
                    "rolloutWeights", in: .body, .named, rolloutWeights, default: "1 for every variant",
                    means: variantKeys,
                    help: "How users outside every segment are split: variant key to its weight. Only the ratios count."
                ),
                Parameter(
                    "targetSegments", in: .body, .named, .orderedArray(of: .object(segment)), default: "{}",
                    help: "Rules for parts of the users, tried in order: the first that fits decides."),
                Parameter(
                    "deployments", in: .body, .named, .array(of: .string(minLength: 1)), default: "{}",
                    means: .id(of: "deployments"),
                    help: "The ids of the deployments that serve it. Strings. Without any it is served nowhere."),
                Parameter(
                    "evaluationMode", in: .body, .named, evaluationModes, default: #""remote""#,
                    help: "Where it is evaluated."),
            ]
                + (isExperiment
                    ? [
                        Parameter(
                            "experimentType", in: .body, .named, experimentTypes, default: #""a-b-test""#,
                            help: "What kind of experiment it is.")
                    ] : [])
        }

        private var edit: Endpoint {
            let fields = EditFields(isExperiment: isExperiment).parameters
            return Endpoint(
                "\(name).edit", .v1, .patch, PathTemplate("/\(name)/{id}"),
                parameters: [id] + fields, result: .acknowledgement, isIdempotent: true,
                closedTo: isExperiment ? ["deliveryMethod": "web"] : [:],
                subject: Subject(readBy: "\(name).get"),
                effects: fields.map {
                    $0.name == "archive" ? .replace("deleted", from: "archive") : .replace($0.name, from: $0.name)
                },
                losses: [.cohortConditions(in: "targetSegments")],
                summary: "Changes fields of \(member.article); others keep their values.",
                details:
                    "targetSegments and tags take the place of the whole lists. Variants, weights, deployments and "
                    + "inclusions have calls of their own.",
                source: page("PATCH /\(name)/{id}"),
                quirks: [
                    "Segments with conditions on cohorts cannot be sent: what would drop one is refused, unless "
                        + "{accept_loss = true} is the last argument.",
                    "Key, project and weights cannot be changed by this call.", acknowledgementQuirk,
                ] + (isExperiment ? ["Web experiments answer 405."] : []),
                example: #"\#(name).edit("\#(exampleID)", {rolloutPercentage = 50})"#)
        }

        private func switched(
            _ function: String, _ field: String, _ parameter: String, _ value: Bool, _ summary: String,
            _ details: String
        ) -> Endpoint {
            Endpoint(
                "\(name).\(function)", .v1, .patch, PathTemplate("/\(name)/{id}"),
                parameters: [id], result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).get"), effects: [.set(field, .bool(value))],
                composition: .call("\(name).edit", body: [parameter: .bool(value)]),
                summary: summary, details: details, source: page("PATCH /\(name)/{id}"),
                quirks: [acknowledgementQuirk], example: #"\#(name).\#(function)("\#(exampleID)")"#)
        }

        private var activate: Endpoint {
            switched(
                "activate", "enabled", "enabled", true,
                "Turns \(member.article) on: from now on users are given its variants.",
                "Weights, segments and the rollout percentage keep their values.")
        }

        private var deactivate: Endpoint {
            switched(
                "deactivate", "enabled", "enabled", false,
                "Turns \(member.article) off: nobody is given a variant any more.",
                "Weights, segments and the rollout percentage keep their values, so activating brings everything back.")
        }

        private var archive: Endpoint {
            switched(
                "archive", "deleted", "archive", true, "Archives \(member.article): it leaves the lists.",
                "It is not deleted: its key stays taken, and \(name).restore brings it back.")
        }

        private var restore: Endpoint {
            switched(
                "restore", "deleted", "archive", false, "Brings an archived \(member.one) back into the lists.",
                "Whether it is active stays as it was.")
        }

        private var setRolloutWeights: Endpoint {
            Endpoint(
                "\(name).set_rollout_weights", .v1, .patch, PathTemplate("/\(name)/{id}/variants/{variantKey}"),
                parameters: [
                    id,
                    Parameter(
                        "rolloutWeights", in: .body, .positional, rolloutWeights, required: true, means: variantKeys,
                        help:
                            "Variant key to its weight. Only the ratios count: 3 and 1 give 75 % and 25 %. Weight 0 "
                            + "gives a variant to nobody."),
                ],
                result: .acknowledgement, isIdempotent: true,
                subject: Subject(readBy: "\(name).get"), effects: [.merge("rolloutWeights")],
                composition: .members(
                    Composition.MemberEdits(
                        list: "\(name).variants.list", edit: "\(name).variants.edit", key: "key",
                        keyParameter: "variantKey", value: "rolloutWeight", from: "rolloutWeights")),
                summary: "Sets how users outside every segment are split between the variants.",
                details:
                    "The API changes the weight of one variant at a time: the variants are read, and each whose weight "
                    + "differs is edited. Weights that rise go first and those that become 0 last, so that at no time all "
                    + "of the variants that stay have weight 0. Variants that are left out keep their weight. Where some "
                    + "edits were done and others not, the error has the outcome partly, and steps.",
                source: page("PATCH /\(name)/{id}/variants/{variantKey}"),
                example: #"\#(name).set_rollout_weights("\#(exampleID)", {\#(exampleWeights)})"#)
        }

        private var exampleID: String { isExperiment ? "90211" : "731204" }
        private var exampleWeights: String { isExperiment ? "control = 3, treatment = 1" : "on = 1" }
    }

    static let experimentTypes = ValueType.enumeration(["a-b-test", "multi-arm-bandit"])
}
