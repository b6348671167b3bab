/// The beta generation: one file for each resource, one for each object type.
enum Beta {
    static let resources = [Experiments.resource, Deployments.resource]

    /// The section of the generation's first page that describes a call: the one for `request`, as `GET /path`.
    static func page(_ request: String) -> String {
        "Amplitude Developer Center, Experiment Management API (beta), page of 2022-03-21: \(request)"
    }

    static let limit = Parameter(
        "limit", in: .query, .named, .integer(min: 1), default: "1000",
        help: "The largest number of items on the page. The service takes more than 1000 as 1000.",
        quirks: ["The cap is documented, the default is not: 1000 is what the sandbox does."])

    static let cursor = Parameter(
        "cursor", in: .query, .named, .cursor, default: "the first page",
        help: "Where the page begins: the nextCursor of the page before it, unchanged.",
        quirks: [
            "Documented as a string that holds an offset; services of later generations send numbers and strings "
                + "that are no offsets. Only ever pass on what came."
        ])

    static let experimentID = Parameter(
        "id", in: .path, .positional, .identifier, required: true, means: .id(of: "experiments"), orFieldOfTable: "id",
        help: "The experiment's id, or a table that has it as its id field. The key does not do.")

    static let acknowledgementQuirk =
        "No document shows the body of the answer. Seen or documented for later generations: the JSON string \"OK\", "
        + "the texts OK and ok, an object, nothing at all."
}
