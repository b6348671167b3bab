extension ValueType {
    /// What is expected, with its article, to stand after "expected": `an integer`.
    public var expectation: String {
        switch self {
        case .string: "a string"
        case .text(let rule): rule.expectation
        case .jsonText: "a string of JSON"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .enumeration(let values): "one of " + values.map(\.debugDescription).joined(separator: ", ")
        case .array: "an array"
        case .map: "an object"
        case .object: "an object"
        case .nullable(let inner): inner.expectation + " or null"
        case .any: "a value"
        case .identifier: "an id (a string or an integer)"
        case .cursor: "a cursor (a string or an integer)"
        }
    }

    /// What is expected, with its article and what is allowed: `an integer from 1 to 16`.
    public var boundedExpectation: String {
        switch self {
        case .integer: "an \(label)"
        case .number: "a \(label)"
        case .boolean: "true or false"
        default: expectation
        }
    }

    /// The type as help and tables name it, with its limits: `integer >= 1`, `array of Segment`.
    public var label: String {
        switch self {
        case .string(let minimum) where minimum > 1: "string of at least \(minimum) characters"
        case .string(let minimum): minimum == 1 ? "string, not empty" : "string"
        case .text(let rule): rule.label
        case .jsonText: "string of JSON"
        case .integer(let minimum, let maximum): "integer" + Self.limits(minimum?.description, maximum?.description)
        case .number(let minimum, let maximum):
            "number" + Self.limits(minimum.map(Self.plain), maximum.map(Self.plain))
        case .boolean: "boolean"
        case .enumeration(let values):
            values.count == 1 ? "always \(values[0].debugDescription)" : "one of \(values.count) strings"
        case .array(let item, let rule): "array of \(item.plural)" + rule.words
        case .map(let value): "map of string to \(value.label)"
        case .object(let type): type.name
        case .nullable(let inner): inner.label + " or null"
        case .any: "any value"
        case .identifier: "id"
        case .cursor: "cursor"
        }
    }

    /// The allowed strings where there is more than one; help lists them.
    public var choices: [String]? {
        switch self {
        case .enumeration(let values) where values.count > 1: values
        case .nullable(let inner): inner.choices
        default: nil
        }
    }

    /// The object type that the values are or hold; nil where there is none.
    public var nestedObject: ObjectType? {
        switch self {
        case .object(let type): type
        case .array(let inner, _), .map(let inner), .nullable(let inner): inner.nestedObject
        default: nil
        }
    }

    private var plural: String {
        switch self {
        case .string, .text: "strings"
        case .integer: "integers"
        case .object(let type): type.name
        default: label
        }
    }

    private static func limits(_ minimum: String?, _ maximum: String?) -> String {
        switch (minimum, maximum) {
        case (let minimum?, let maximum?): " from \(minimum) to \(maximum)"
        case (let minimum?, nil): " >= \(minimum)"
        case (nil, let maximum?): " <= \(maximum)"
        case (nil, nil): ""
        }
    }

    /// A bound as people write it: `100`, not `100.0`.
    static func plain(_ number: Double) -> String {
        Int64(exactly: number).map(\.description) ?? number.description
    }
}
