import JSON
import ManagementAPI

/// A new experiment as its request describes it, with what the request leaves out filled in.
struct ExperimentDraft {
    private let body: JSONObject
    private let variants: [JSONValue]
    private let weights: JSONObject
    private let segments: [JSONValue]

    private static let defaultVariants: [JSONValue] = [["key": "control"], ["key": "treatment"]]

    /// Reads a body that has the declared types.
    init(body: JSONObject) throws(RequestProblem) {
        self.body = body
        var variants = try Self.variants(body["variants"]?.arrayValue ?? [])
        if variants.isEmpty { variants = Self.defaultVariants }
        self.variants = variants
        let keys = VariantKeys(ofVariants: variants)
        let asked = body["rolloutWeights"]?.objectValue ?? JSONObject()
        try keys.check(asked, at: ValuePath("rolloutWeights"))
        // As in a later change of the weights, a variant that is left out keeps what it had: 1.
        weights = JSONObject(keys.keys.map { ($0, asked[$0] ?? 1) })
        segments = try Self.segments(body["targetSegments"], keys)
    }

    /// The experiment's fields in the order of the documents.
    func experiment(id: Int64, deployments: [JSONValue]) -> JSONObject {
        [
            "id": .string(String(id)),
            "projectId": body["projectId"] ?? "",
            "deployments": .array(deployments),
            "key": body["key"] ?? "",
            "name": body["key"] ?? "",
            "description": body["description"] ?? "",
            "enabled": false,
            "bucketingKey": body["bucketingKey"] ?? "amplitude_id",
            "variants": .array(variants),
            "rolloutWeights": .object(weights),
            "targetSegments": .array(segments),
            "stickyBucketing": body["stickyBucketing"] ?? false,
            "state": "planning",
            "startDate": nil,
            "endDate": nil,
        ]
    }

    /// The variants with a key each. A variant without one is known by its name in lower case with hyphens.
    private static func variants(_ asked: [JSONValue]) throws(RequestProblem) -> [JSONValue] {
        var variants: [JSONValue] = []
        var taken: Set<[UInt8]> = []
        for (index, item) in asked.enumerated() {
            let path = ValuePath("variants").item(index)
            let given = item.objectValue ?? JSONObject()
            let key = given["key"]?.stringValue ?? slug(given["name"]?.stringValue ?? "")
            guard !key.isEmpty else { throw .badValue(path.field("name"), "no key can be derived from it") }
            guard taken.insert(Array(key.utf8)).inserted else {
                throw .badValue(path.field("key"), "another variant has the key \(key)")
            }
            var variant: JSONObject = ["key": .string(key)]
            for (name, value) in given where name != "key" { variant[name] = value }
            variants.append(.object(variant))
        }
        return variants
    }

    /// The segments as an array, each with its conditions and its percentage.
    private static func segments(_ asked: JSONValue?, _ keys: VariantKeys) throws(RequestProblem) -> [JSONValue] {
        let items = asked.map { $0.arrayValue ?? [$0] } ?? []
        var segments: [JSONValue] = []
        for (index, item) in items.enumerated() {
            let path = ValuePath("targetSegments").item(index)
            let given = item.objectValue ?? JSONObject()
            if let weights = given["rolloutWeights"]?.objectValue {
                try keys.check(weights, at: path.field("rolloutWeights"))
            }
            var segment = JSONObject()
            segment["name"] = given["name"]
            segment["conditions"] = given["conditions"] ?? []
            segment["percentage"] = given["percentage"] ?? 0
            segment["rolloutWeights"] = given["rolloutWeights"]
            segment["bucketingKey"] = given["bucketingKey"]
            segments.append(.object(segment))
        }
        return segments
    }

    /// `Short copy!` becomes `short-copy`.
    static func slug(_ name: String) -> String {
        name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: "-")
    }
}
