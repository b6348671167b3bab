extension Beta {
    /// The deployments.
    enum Deployments {
        static let resource = Resource(
            "deployments", .beta, help: "Deployments: the places that experiments are served from.", endpoints: [list])

        static let list = Endpoint(
            "deployments.list", .beta, .get, "/deployments/list",
            parameters: [limit, cursor],
            result: .page(items: deployment, Paging(wrapper: "deployments", deleted: .listed)),
            isIdempotent: true,
            summary: "Lists the deployments that the key can see, one page at a time.",
            details:
                "The page is an array; its nextCursor field is set when more follows. deployments.each{} goes over "
                + "all pages and holds one at a time, deployments.all{} puts all of them into one array. Deployments that "
                + "were deleted are listed too, with deleted = true.",
            source: page("GET /deployments/list"),
            quirks: ["The order is not documented."],
            example: """
                for d in deployments.each{} do
                  print(d.id, d.label)
                end
                """)
    }
}
