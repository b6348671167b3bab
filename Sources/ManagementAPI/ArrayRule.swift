import JSON

/// What an array must be, beyond the type of its items.
public struct ArrayRule: Sendable, Hashable {
    /// A number that the items hold, and what all of them together come to.
    public struct Sum: Sendable, Hashable {
        /// The field with the number.
        public let field: String
        /// What they come to.
        public let total: Int64

        /// Declares a sum.
        public init(of field: String, to total: Int64) {
            self.field = field
            self.total = total
        }
    }

    /// Whether a lone item stands for an array of one.
    public let acceptsSingle: Bool
    /// Whether the same items in another order are another array.
    public let isOrdered: Bool
    /// How many items it may have.
    public let count: ClosedRange<Int>
    /// What the items come to; nil where that is not asked.
    public let sum: Sum?
    /// Where the number of items is known from.
    public let basis: Basis

    /// Declares a rule; without arguments any array will do.
    public init(
        acceptsSingle: Bool = false, isOrdered: Bool = false, count: ClosedRange<Int> = 0...Int.max, sum: Sum? = nil,
        basis: Basis = .documented
    ) {
        self.acceptsSingle = acceptsSingle
        self.isOrdered = isOrdered
        self.count = count
        self.sum = sum
        self.basis = basis
    }

    /// What is wrong with an array of `count` items; nil where that many are allowed.
    public func problem(withCount count: Int) -> TypeProblem.Kind? {
        if count < self.count.lowerBound { return .tooFewItems(minimum: self.count.lowerBound, got: count) }
        if count > self.count.upperBound { return .tooManyItems(maximum: self.count.upperBound, got: count) }
        return nil
    }

    /// What is wrong with items that come to `total`; nil where nothing is, or where it is not asked.
    public func problem(withTotal total: Int64) -> TypeProblem.Kind? {
        guard let sum, total != sum.total else { return nil }
        return .wrongSum(of: sum.field, expected: sum.total, got: total)
    }

    /// The limits in words, to stand after "array of ...": `, 1 to 20`.
    var words: String {
        var words = ""
        switch (count.lowerBound, count.upperBound) {
        case (0, Int.max): break
        case (let least, Int.max): words += ", at least \(least)"
        case (0, let most): words += ", at most \(most)"
        case (let least, let most): words += ", \(least) to \(most)"
        }
        if let sum { words += ", \(sum.field) adding up to \(sum.total)" }
        if acceptsSingle { words += ", or one alone" }
        return words
    }

    var json: JSONObject {
        var object: JSONObject = ["acceptsSingle": .bool(acceptsSingle)]
        if count.lowerBound > 0 { object["minItems"] = .integer(Int64(count.lowerBound)) }
        if count.upperBound < Int.max { object["maxItems"] = .integer(Int64(count.upperBound)) }
        if let sum { object["sum"] = ["field": .string(sum.field), "total": .integer(sum.total)] }
        if isOrdered { object["isOrdered"] = true }
        if basis == .seen { object["basis"] = "seen" }
        return object
    }
}
