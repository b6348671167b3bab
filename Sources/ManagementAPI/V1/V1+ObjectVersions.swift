extension V1 {
    /// The versions of one flag or experiment.
    struct ObjectVersions {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        var resource: Resource {
            Resource(
                "\(member.resource).versions", .v1,
                help: "The versions of \(member.article): what it was after each change.",
                endpoints: [list, get])
        }

        private var list: Endpoint {
            Endpoint(
                "\(member.resource).versions.list", .v1, .get, PathTemplate("/\(member.resource)/{id}/versions"),
                parameters: [V1.id(of: member)], result: .array(of: .object(version)), isIdempotent: true,
                view: .versions,
                summary: "Lists all versions of \(member.article), newest first.",
                source: page("GET /\(member.resource)/{id}/versions"),
                example: """
                    for _, v in ipairs(\(member.resource).versions.list("90211")) do
                      print(v.version, v.createdAt, v.flagConfig.enabled)
                    end
                    """)
        }

        private var get: Endpoint {
            Endpoint(
                "\(member.resource).versions.get", .v1, .get,
                PathTemplate("/\(member.resource)/{id}/versions/{versionId}"),
                parameters: [
                    V1.id(of: member),
                    Parameter(
                        "versionId", in: .path, .positional, .identifier, required: true, means: .version,
                        orFieldOfTable: "version",
                        help: "The version's number, or a table that has it as its version field.",
                        quirks: ["Called an id; a version carries nothing else than its number."]),
                ],
                result: .object(version), isIdempotent: true, view: .versions,
                summary: "Reads one version of \(member.article).",
                source: page("GET /\(member.resource)/{id}/versions/{versionId}"),
                example: #"pp(\#(member.resource).versions.get("90211", 1).flagConfig)"#)
        }
    }

    /// The versions of everything.
    enum Versions {
        static let resource = Resource(
            "versions", .v1, help: "Versions of all flags and experiments: who changed what, and when.",
            endpoints: [list])

        private static let list = Endpoint(
            "versions.list", .v1, .get, "/versions",
            parameters: [
                Parameter(
                    "start", in: .query, .named, .text(TextRule(.date)), default: "the first version",
                    help: "The earliest time, included: an ISO 8601 date or date-time."),
                Parameter(
                    "end", in: .query, .named, .text(TextRule(.date)), default: "now",
                    help: "The latest time, left out itself. end is a word of Lua: write [\"end\"] = ..."),
                limit, cursor,
            ],
            result: .page(items: version, Paging(wrapper: "versions")), isIdempotent: true,
            view: .allVersions(from: "start", until: "end"),
            summary:
                "Lists the versions of all flags and experiments that the key can see, newest first, one page at a time.",
            details: "Versions of all projects of the key; flagConfig says which object each belongs to.",
            source: page("GET /versions"),
            example: """
                for v in versions.each{start = "2026-11-01"} do
                  print(v.createdAt, v.flagConfig.key, v.version)
                end
                """)
    }
}
