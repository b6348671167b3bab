/// Differences as lines for people: `enabled    true → false`.
public struct DifferenceText {
    /// What stands between the value before and the value after.
    public enum Sign: String, Sendable {
        /// What was becomes what is.
        case change = "→"
        /// Neither comes first.
        case difference = "≠"
    }

    private let sign: Sign

    /// Lines with this sign between the values.
    public init(sign: Sign = .change) { self.sign = sign }

    /// A line for each difference, the values below each other.
    public func lines(of differences: [FieldDifference], indent: String = "") -> [String] {
        let width = (differences.map(\.label.count).max() ?? 0) + 4
        return differences.map { difference in
            let label = difference.label
            return indent + label + String(repeating: " ", count: label.isEmpty ? 0 : width - label.count)
                + text(of: difference)
        }
    }

    /// What differs, without its place: `true → false`.
    public func text(of difference: FieldDifference) -> String {
        switch difference.words {
        case .value(let before, let after): return change(before, after)
        case .items(let added, let removed):
            return (added.map { "+ \($0)" } + removed.map { "- \($0)" }).joined(separator: "   ")
        case .weights(let weights, let shares):
            var parts = weights.map { "\($0.key) \(change($0.before, $0.after))" }
            if let shares { parts.append(change(shares.before, shares.after) + " %") }
            return parts.joined(separator: "   ")
        case .place(let before, let after): return "place \(change(before.description, after.description))"
        }
    }

    private func change(_ before: String?, _ after: String?) -> String {
        "\(before ?? "-") \(sign.rawValue) \(after ?? "-")"
    }
}
