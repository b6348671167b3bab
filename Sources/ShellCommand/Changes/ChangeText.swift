import Changes
import JSON

/// What changes read like, for people.
enum ChangeText {
    /// How much of a value is shown.
    private static let longest = 48

    /// One line of an object: `checkout-copy-test (26301)   enabled true → false`.
    static func line(_ object: ChangedObject, _ parts: [FacetChange]) -> String {
        "\(object.name)   \(parts.map(part).joined(separator: "   "))"
    }

    /// One part: `rolloutWeights.control 50 → 0`.
    static func part(_ part: FacetChange) -> String {
        switch part.facet.part {
        case .item, .element:
            return (part.after == nil ? "- " : "+ ") + part.facet.words
        case .field, .entry: return "\(part.facet.words) \(value(part.before)) → \(value(part.after))"
        }
    }

    /// A value, short.
    static func value(_ value: JSONValue?) -> String {
        guard let value, value != .null else { return "-" }
        let text = value.description
        return text.count <= longest ? text : text.prefix(longest - 1) + "…"
    }

    /// What stands where something else was expected.
    static func words(of conflicts: [ChangeLine.Conflict]) -> String {
        conflicts.map { conflict in
            switch conflict.part.facet.part {
            case .item, .element: "\(conflict.part.facet.words) is \(conflict.now == nil ? "not " : "")there"
            case .field, .entry:
                "\(conflict.part.facet.words) was \(value(conflict.part.before)), is \(value(conflict.now)) now"
            }
        }.joined(separator: ", ")
    }
}
