import JSON
import ManagementAPI

/// Relative weights by member.
extension Comparison {
    mutating func compareWeights(
        _ before: JSONValue?, _ after: JSONValue?, members: (list: String, key: String), at place: FieldPlace
    ) {
        let mine = Split(before, of: root.before, members)
        let other = Split(after, of: root.after, members)
        let isSame = relation == .counterparts ? mine.hasTheShares(of: other) : mine.hasTheWeights(of: other)
        guard !isSame else { return }
        var weights: [FieldDifference.Weight] = []
        let words = ValueWords()
        for key in mine.keys + other.keys.filter({ !mine.keys.contains($0) }) {
            let (old, new) = (mine.weights[key], other.weights[key])
            guard !old.isTheSame(as: new) else { continue }
            weights.append(.init(key: key, before: words.text(old), after: words.text(new)))
        }
        let shares = FieldDifference.Shares(before: mine.shares, after: other.shares)
        note(
            place, before, after,
            .weights(weights, shares: mine.saysItsShares && other.saysItsShares ? nil : shares))
    }
}

/// How a list's members share the users.
private struct Split {
    /// The members in their order, then whatever else has a weight.
    let keys: [String]
    let weights: JSONObject

    init(_ value: JSONValue?, of object: JSONObject, _ members: (list: String, key: String)) {
        weights = value?.objectValue ?? JSONObject()
        let known = (object[members.list]?.arrayValue ?? []).compactMap { $0[members.key]?.stringValue }
        let names = weights.keys
        keys = known.filter { names.contains($0) } + names.filter { !known.contains($0) }
    }

    private var numbers: [Double] { keys.map { weights[$0]?.numberValue ?? 0 } }
    private var total: Double { numbers.reduce(0, +) }

    private func share(_ key: String) -> Double {
        let number = weights[key]?.numberValue ?? 0
        return total > 0 ? number / total : 0
    }

    /// A member without a weight is given to nobody, as one with the weight 0.
    func hasTheWeights(of other: Split) -> Bool {
        (keys + other.keys).allSatisfy { (weights[$0]?.numberValue ?? 0) == (other.weights[$0]?.numberValue ?? 0) }
    }

    func hasTheShares(of other: Split) -> Bool {
        // Thirds of different numbers are no equal doubles.
        (keys + other.keys).allSatisfy { abs(share($0) - other.share($0)) < 1e-9 }
    }

    /// Whether the weights are percentages already.
    var saysItsShares: Bool { total == 100 }

    /// `75/25`.
    var shares: String {
        guard !keys.isEmpty else { return "-" }
        return keys.map { key in
            let tenths = (share(key) * 1000).rounded()
            return tenths == (tenths / 10).rounded() * 10
                ? String(Int(tenths / 10)) : "\(Int(tenths) / 10).\(Int(tenths) % 10)"
        }.joined(separator: "/")
    }
}
