extension V1 {
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
