import JSON

/// One variant of a demo experiment.
struct DemoVariant {
    let key: String
    let name: String?
    let description: String?
    let payload: JSONValue?

    init(_ key: String, _ name: String? = nil, _ description: String? = nil, payload: JSONValue? = nil) {
        self.key = key
        self.name = name
        self.description = description
        self.payload = payload
    }

    static let control = DemoVariant("control")
    static let treatment = DemoVariant("treatment")

    /// The variant as the API answers it: the payload is text, what was never set is left out.
    var record: JSONObject {
        var record: JSONObject = ["key": .string(key)]
        record["payload"] = payload.map { .string($0.description) }
        record["name"] = name.map { .string($0) }
        record["description"] = description.map { .string($0) }
        return record
    }
}

extension [DemoVariant] {
    /// Variant key to weight, both in order.
    func weights(_ weights: [Int64]) -> JSONObject {
        JSONObject(zip(self, weights).map { ($0.key, .integer($1)) })
    }
}
