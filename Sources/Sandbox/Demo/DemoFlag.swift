import JSON

/// One flag of the demo data.
struct DemoFlag {
    let id: Int64
    let key: String
    let name: String
    let description: String
    let variants: [DemoFlagVariant]
    let tags: [String]
    let deployments: [DemoDeployment]
    let isLocal: Bool
    let made: DemoRevision
    let revisions: [DemoRevision]

    /// Made at a moment by an author, inactive as new ones are; `revisions` tell what was done since.
    init(
        _ id: Int64, _ key: String, _ name: String, _ description: String = "", made moment: String, by author: Author,
        _ variants: [DemoFlagVariant] = [.on], tags: [String] = [], on deployments: [DemoDeployment] = [],
        local: Bool = false, _ revisions: [DemoRevision] = []
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.description = description
        self.variants = variants
        self.tags = tags
        self.deployments = deployments
        isLocal = local
        made = DemoRevision(moment, author)
        self.revisions = revisions
    }

    func object(project: String) -> DemoObject {
        let fields: JSONObject = [
            "id": .string(String(id)), "projectId": .string(project),
            "deployments": .array(deployments.map { .string(String($0.id)) }), "key": .string(key),
            "name": .string(name), "description": .string(description), "enabled": false,
            "evaluationMode": isLocal ? "local" : "remote", "bucketingKey": isLocal ? "device_id" : "amplitude_id",
            "bucketingUnit": "User", "variants": .array(variants.map { .object($0.record) }), "rolloutPercentage": 0,
            "rolloutWeights": .object(JSONObject(variants.map { ($0.key, $0.weight) })), "targetSegments": [],
            "parentDependencies": nil, "tags": .array(tags.map { .string($0) }), "deleted": false,
        ]
        return DemoObject(
            resource: "flags", id: id, project: project, key: key,
            first: DemoRevision(made.time, made.author, fields), revisions: revisions)
    }
}

/// One variant of a demo flag.
struct DemoFlagVariant {
    let key: String
    let name: String?
    let payload: JSONValue?
    let weight: JSONValue

    static let on = DemoFlagVariant("on")

    init(_ key: String, _ name: String? = nil, payload: JSONValue? = nil, weight: JSONValue = 1) {
        self.key = key
        self.name = name
        self.payload = payload
        self.weight = weight
    }

    var record: JSONObject {
        var record: JSONObject = ["key": .string(key)]
        record["name"] = name.map { .string($0) }
        record["payload"] = payload
        return record
    }
}

/// What flags of the demo data are given.
enum DemoSetting {
    static func rollout(_ percentage: JSONValue, enabled: Bool = true) -> JSONObject {
        ["enabled": .bool(enabled), "rolloutPercentage": percentage]
    }

    static func segment(
        _ name: String, _ conditions: [JSONObject], _ percentage: JSONValue, _ weights: JSONObject
    ) -> JSONValue {
        [
            "name": .string(name), "conditions": .array(conditions.map { .object($0) }), "percentage": percentage,
            "rolloutWeights": .object(weights),
        ]
    }

    static func property(_ name: String, _ comparison: String, _ values: [String]) -> JSONObject {
        DemoCondition(name, comparison, values).record
    }

    /// A test that the API can read and cannot write.
    static func cohort(_ id: String) -> JSONObject {
        ["type": "cohort", "prop": .string(id), "op": "set contains", "values": [.string(id)]]
    }
}
