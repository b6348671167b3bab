import JSON

extension Beta {
    /// The experiments.
    enum Experiments {
        static let resource = Resource(
            "experiments", .beta, help: "Experiments: who is bucketed into which variant, and how.",
            endpoints: [list, get, create, activate, deactivate, setRolloutWeights])

        static let list = Endpoint(
            "experiments.list", .beta, .get, "/experiments/list",
            parameters: [limit, cursor],
            result: .page(items: experiment, Paging(wrapper: "experiments")),
            isIdempotent: true,
            summary: "Lists the experiments that the key can see, newest first, one page at a time.",
            details:
                "The page is an array; its nextCursor field is set when more follows. experiments.each{} goes over "
                + "all pages and holds one at a time, experiments.all{} puts all of them into one array.",
            source: page("GET /experiments/list"),
            quirks: ["The list takes no filters.", "Whether archived experiments are listed is not documented."],
            example: """
                for _, e in ipairs(experiments.list{limit = 20}) do
                  print(e.id, e.key, e.enabled)
                end
                """)

        static let get = Endpoint(
            "experiments.get", .beta, .get, "/experiments/{id}",
            parameters: [experimentID],
            result: .object(experiment),
            isIdempotent: true,
            summary: "Reads one experiment.",
            source: page("GET /experiments/{id}"),
            quirks: ["What an unknown id leads to is not documented; the page names only 400 as this call's failure."],
            example: #"pp(experiments.get("90211"))"#)

        static let create = Endpoint(
            "experiments.create", .beta, .post, "/experiments/new",
            parameters: [
                Parameter(
                    "projectId", in: .body, .named, .string(minLength: 1), required: true, means: .project,
                    help: "The project that will own the experiment. A string, though it looks like a number."),
                Parameter(
                    "key", in: .body, .named, .string(minLength: 1), required: true,
                    help: "The name that code knows the experiment by. Unique in its project.",
                    quirks: [
                        "Flags, experiments, mutex and holdout groups share one space of keys.",
                        "Which characters are allowed is not documented.",
                    ]),
                Parameter(
                    "description", in: .body, .named, .string(), default: #""""#,
                    help: "What the experiment is about, for people."),
                Parameter(
                    "variants", in: .body, .named, .array(of: .object(variantInput)),
                    default: #"{{key = "control"}, {key = "treatment"}}"#,
                    help: "What users can be given.",
                    quirks: ["The default pair is documented for experiments as such, not for this call."]),
                Parameter(
                    "bucketingKey", in: .body, .named, .string(minLength: 1), default: #""amplitude_id""#,
                    help: "The user property whose value decides the bucket.",
                    quirks: ["The default is taken from the examples; for local evaluation device_id is usual."]),
                Parameter(
                    "rolloutWeights", in: .body, .named, rolloutWeights, default: "1 for every variant",
                    means: variantKeys,
                    help: "How users outside every segment are split: variant key to its weight. Only the ratios count."
                ),
                Parameter(
                    "targetSegments", in: .body, .named, .orderedArray(of: .object(segment), acceptsSingle: true),
                    default: "{}",
                    help: "Rules for parts of the users, tried in order: the first that fits decides.",
                    quirks: [
                        "Documented as an object that can hold segments; every example is an array. Answers always "
                            + "hold an array."
                    ]),
                Parameter(
                    "stickyBucketing", in: .body, .named, .boolean, default: "false",
                    help: "Whether a user keeps the first variant received when targeting changes later.",
                    quirks: ["The field was taken off the page in January 2023 as unused; the service may ignore it."]),
                Parameter(
                    "deployments", in: .body, .named, .array(of: .string(minLength: 1)), default: "{}",
                    means: .id(of: "deployments"),
                    help: "The ids of the deployments that serve it. Strings. Without any it is served nowhere."),
            ],
            result: .object(experiment),
            isIdempotent: false,
            effects: [.create],
            irreversible: ["What was created stays: it can be deactivated, not deleted, and its key stays taken."],
            lookup: Lookup(
                in: "experiments.list", by: ["projectId", "key"], makes: experiment,
                provenNewBy: ["enabled", "state"]),
            summary: "Creates an experiment. It begins inactive.",
            details: "Returns the new experiment with its id. experiments.activate turns it on.",
            source: page("POST /experiments/new"),
            quirks: [
                "Later generations return only id and url; take the id from either.",
                "What a key that is taken leads to is not documented.",
            ],
            example: """
                local e = experiments.create{
                  projectId = "417260", key = "checkout-copy-test",
                  variants = {{key = "control"}, {key = "treatment", payload = json.encode{label = "Buy now"}}},
                  rolloutWeights = {control = 1, treatment = 1},
                }
                """)

        static let activate = Endpoint(
            "experiments.activate", .beta, .post, "/experiments/{id}/activate",
            parameters: [experimentID],
            result: .acknowledgement,
            isIdempotent: true,
            subject: Subject(readBy: "experiments.get"), effects: [.set("enabled", true)],
            summary: "Turns an experiment on: from now on users are given its variants.",
            details: "Weights, segments, state and dates keep their values.",
            source: page("POST /experiments/{id}/activate"),
            quirks: [
                "Whether it also moves state or startDate is not documented; in the sandbox it does not.",
                "Activating an active experiment is not documented; in the sandbox it is done and changes nothing.",
                acknowledgementQuirk,
            ],
            example: #"experiments.activate("90211")"#)

        static let deactivate = Endpoint(
            "experiments.deactivate", .beta, .post, "/experiments/{id}/deactivate",
            parameters: [experimentID],
            result: .acknowledgement,
            isIdempotent: true,
            subject: Subject(readBy: "experiments.get"), effects: [.set("enabled", false)],
            summary: "Turns an experiment off: nobody is given a variant any more.",
            details: "Weights, segments, state and dates keep their values, so activating brings everything back.",
            source: page("POST /experiments/{id}/deactivate"),
            quirks: [
                "Deactivating an inactive experiment is not documented; in the sandbox it is done and changes nothing.",
                acknowledgementQuirk,
            ],
            example: #"experiments.deactivate("90211")"#)

        static let setRolloutWeights = Endpoint(
            "experiments.set_rollout_weights", .beta, .post, "/experiments/{id}/rollout-weights",
            parameters: [
                experimentID,
                Parameter(
                    "rolloutWeights", in: .body, .positional, rolloutWeights, required: true, means: variantKeys,
                    help:
                        "Variant key to its weight. Only the ratios count: 3 and 1 give 75 % and 25 %. Weight 0 gives a "
                        + "variant to nobody.",
                    quirks: ["Optional on the first page, required on later ones."]),
            ],
            result: .acknowledgement,
            isIdempotent: true,
            subject: Subject(readBy: "experiments.get"), effects: [.merge("rolloutWeights")],
            summary: "Sets how users outside every segment are split between the variants.",
            details: "The segments' own weights and percentages are untouched.",
            source: page("POST /experiments/{id}/rollout-weights"),
            quirks: [
                "Whether variants that are left out keep their weight is not documented; in the sandbox they do.",
                "What a key that names no variant leads to is not documented; the sandbox refuses it.",
                acknowledgementQuirk,
            ],
            example: #"experiments.set_rollout_weights("90211", {control = 3, treatment = 1})"#)
    }
}
