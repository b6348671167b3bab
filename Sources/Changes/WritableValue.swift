public import JSON
public import ManagementAPI

/// A value as a request takes it, from what an answer held.
public enum WritableValue {
    /// Why a value cannot be sent.
    public enum Problem: Error, Hashable {
        /// Nothing can be sent for nothing.
        case noWayBackToNone
        /// What the request takes is less.
        case notAccepted(String)
    }

    /// `value` without what requests do not know, where the rest says the same.
    ///
    /// - Parameter value: what an answer held; nil and null for nothing.
    public static func fitted(_ value: JSONValue?, to type: ValueType) throws(Problem) -> JSONValue {
        guard let value, value != .null else {
            switch type {
            case .nullable, .any: return .null
            case .array: return []
            default: throw .noWayBackToNone
            }
        }
        let fitted = reduced(value, type)
        if let problem = TypeChecker(problemLimit: 1).problems(in: fitted, against: type).first {
            throw .notAccepted(problem.description)
        }
        return fitted
    }

    private static func reduced(_ value: JSONValue, _ type: ValueType) -> JSONValue {
        switch (value, type) {
        case (_, .nullable(let inner)): return value == .null ? value : reduced(value, inner)
        case (.array(let items), .array(let item, _)): return .array(items.map { reduced($0, item) })
        case (.object(let object), .object(let type)):
            var kept = JSONObject()
            for field in type.fields {
                guard let value = object[field.name], value != .null || !field.isRequired else { continue }
                if value == .null, !accepts(null: field.type) { continue }
                kept[field.name] = reduced(value, field.type)
            }
            return .object(kept)
        default: return value
        }
    }

    private static func accepts(null type: ValueType) -> Bool {
        switch type {
        case .nullable, .any: true
        default: false
        }
    }
}

extension WritableValue.Problem {
    /// What is wrong, to stand after the name of what it is about.
    var words: String {
        switch self {
        case .noWayBackToNone: "there is no way back to none"
        case .notAccepted(let problem): "cannot be sent: \(problem)"
        }
    }
}
