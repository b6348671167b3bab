import JSON

/// One target segment of a demo experiment.
struct DemoSegment {
    let name: String
    let conditions: [DemoCondition]
    let percentage: Double
    let weights: [Int64]

    /// `percentage` of those who meet all `conditions` are given a variant, by `weights` in the variants' order.
    init(_ name: String, _ conditions: [DemoCondition], _ percentage: Double, weights: [Int64]) {
        self.name = name
        self.conditions = conditions
        self.percentage = percentage
        self.weights = weights
    }

    func record(variants: [DemoVariant]) -> JSONObject {
        [
            "name": .string(name),
            "conditions": .array(conditions.map { .object($0.record) }),
            "percentage": Int64(exactly: percentage).map { .integer($0) } ?? .number(percentage),
            "rolloutWeights": .object(variants.weights(weights)),
        ]
    }
}

/// One test on a user property.
struct DemoCondition {
    let property: String
    let comparison: String
    let values: [String]

    /// For example `("country", "is", ["Norway"])`.
    init(_ property: String, _ comparison: String, _ values: [String]) {
        self.property = property
        self.comparison = comparison
        self.values = values
    }

    var record: JSONObject {
        [
            "type": "property",
            "prop": .string(property),
            "op": .string(comparison),
            "values": .array(values.map { .string($0) }),
        ]
    }
}
