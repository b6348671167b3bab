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
}
