import JSON

/// One deployment of the demo data.
struct DemoDeployment {
    let id: Int64
    let label: String
    let key: String
    let isDeleted: Bool

    init(_ id: Int64, _ label: String, key: String, deleted: Bool = false) {
        self.id = id
        self.label = label
        self.key = key
        isDeleted = deleted
    }

    static let marketWeb = DemoDeployment(5498, "web-storefront", key: "client-3fQx0dUo7sKcY1vB")
    static let marketPricing = DemoDeployment(5521, "pricing-service", key: "server-Zk81mNpR4tWq6eLh")
    static let marketSearch = DemoDeployment(5537, "search_service", key: "server-b7HtG2yVx0JnD5sQ")
    static let marketMail = DemoDeployment(5560, "mailer", key: "server-Lw3PzC9rK6aXe1oU")
    static let marketOldApp = DemoDeployment(5602, "app-2019", key: "client-e0Y8iTfM5uRjA2gN", deleted: true)
    static let appIOS = DemoDeployment(5733, "ios", key: "client-q4NvS1hWkB8dZx7J")
    static let appAndroid = DemoDeployment(5734, "android", key: "client-T9cOy6EmP3lGfR0a")
    static let appBackend = DemoDeployment(5741, "backend-eu", key: "server-U5jXw2DbI8nQz4Vk")

    func record(project: String) -> JSONObject {
        [
            "id": .string(String(id)),
            "projectId": .string(project),
            "label": .string(label),
            "key": .string(key),
            "deleted": .bool(isDeleted),
        ]
    }

    func object(project: String) -> DemoObject {
        var fields = record(project: project)
        fields["type"] = key.hasPrefix("server-") ? "server" : "client"
        return DemoObject(
            resource: "deployments", id: id, project: project, first: DemoRevision("2023-09-04", .ida, fields))
    }
}
