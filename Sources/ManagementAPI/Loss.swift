public import JSON

/// Something that a write may drop and that the API cannot write back.
public enum Loss: Sendable, Hashable {
    /// Conditions on cohorts in the segments of this field, when it is replaced.
    case cohortConditions(in: String)
    /// What these fields hold, when the parameter `by` is true; a point stands before a field of each item of a list.
    case members(in: [String], by: String)

    /// Whether a call with these arguments may drop it.
    public func isAtStake(_ arguments: JSONObject) -> Bool {
        switch self {
        case .cohortConditions(let field): arguments[field] != nil
        case .members(_, let parameter): arguments[parameter] == .bool(true)
        }
    }

    /// What would be lost of `object`, as the subject's read answered it, in words: `1 condition on a cohort`; nil where nothing
    /// would.
    public func words(for object: JSONValue) -> String? {
        switch self {
        case .cohortConditions(let field):
            let cohorts = (object[field]?.arrayValue ?? []).flatMap { $0["conditions"]?.arrayValue ?? [] }
                .filter { ($0["type"]?.stringValue ?? "property") != "property" }.count
            return cohorts == 0 ? nil : cohorts == 1 ? "1 condition on a cohort" : "\(cohorts) conditions on cohorts"
        case .members(let fields, _):
            var counts: [(String, Int)] = []
            for field in fields {
                let parts = field.split(separator: ".").map(String.init)
                let count = Self.count(parts[...], in: object)
                if count > 0, let name = parts.last { counts.append((name, count)) }
            }
            return counts.isEmpty ? nil : counts.map { "\($1) of \($0)" }.joined(separator: ", ")
        }
    }

    private static func count(_ path: ArraySlice<String>, in value: JSONValue) -> Int {
        guard let field = path.first else { return value.arrayValue?.count ?? 0 }
        guard let inner = value[field] else { return 0 }
        if path.count == 1 { return inner.arrayValue?.count ?? 0 }
        return (inner.arrayValue ?? []).reduce(0) { $0 + count(path.dropFirst(), in: $1) }
    }
}
