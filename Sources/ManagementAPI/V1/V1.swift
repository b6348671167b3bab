/// The generation of today, since August 2023: one file for each resource, one for each object type.
///
/// Flags and experiments are a ``Family``: what one can do the other can, so their calls are declared once.
enum V1 {
    static let flag = Family.Member("flags", one: "flag")
    static let experiment = Family.Member("experiments", one: "experiment")

    static let resources =
        Family([experiment, flag]) { member in
            [
                Configurations(member).resource, ObjectVersions(member).resource, Variants(member).resource,
                Inclusions(member).users, Inclusions(member).cohorts, Assignments(member).resource,
                Tags(member).resource,
            ]
        }.resources + [
            Deployments.resource, Versions.resource, Mutexes.resource, Mutexes.slots, Holdouts.resource,
        ]

    /// The section of the documentation that describes a call: the one for `request`, as `GET /path`.
    static func page(_ request: String) -> String {
        "Amplitude documentation, Experiment Management API, pages of 2026-03-13: \(request)"
    }

    static let limit = Parameter(
        "limit", in: .query, .named, .integer(min: 1), default: "1000",
        help: "The largest number of items on the page. The service takes more than 1000 as 1000.",
        quirks: ["The cap is documented, the default is not: 1000 is what the sandbox does."])

    static let cursor = Parameter(
        "cursor", in: .query, .named, .cursor, default: "the first page",
        help: "Where the page begins: the nextCursor of the page before it, unchanged.",
        quirks: [
            "Called an offset and typed as a number in places; values that were seen are strings and no offsets. Only "
                + "ever pass on what came."
        ])

    /// The path parameter that names an object of the family.
    static func id(of member: Family.Member) -> Parameter {
        Parameter(
            "id", in: .path, .positional, .identifier, required: true, means: .id(of: member.resource),
            orFieldOfTable: "id",
            help: "The \(member.one)'s id, or a table that has it as its id field. The key does not do.")
    }

    /// The path parameter that names one of its variants.
    static let variantKey = Parameter(
        "variantKey", in: .path, .positional, .string(minLength: 1), required: true, means: variantKeys,
        orFieldOfTable: "key", help: "The variant's key, or a table that has it as its key field.")

    /// The path parameter that names a deployment.
    static let deploymentID = Parameter(
        "deploymentId", in: .path, .positional, .identifier, required: true, means: .id(of: "deployments"),
        orFieldOfTable: "id", help: "The deployment's id, or a table that has it as its id field.")

    /// Variant key to relative weight.
    static let rolloutWeights = ValueType.map(of: .number(min: 0))

    /// What the keys of weights name.
    static let variantKeys = FieldMeaning.member(of: "variants", by: "key")

    static let acknowledgementQuirk =
        "Documented as the text OK or as nothing but the status 200; ok was seen. All of them are taken."

    /// How people and code know an object by its key.
    static let objectKey = TextRule(.name("a-z, 0-9, _ and -", of: .lowercase), basis: .seen)

    static let evaluationModes = ValueType.enumeration(["remote", "local"])
}
