/// Weights and their sum: shares that are right for weights of any size.
struct VariantWeights {
    private enum Numbers {
        /// Whole weights, with which nothing is rounded.
        case whole([UInt128], sum: UInt128)
        /// Other weights.
        case real([Double], sum: Double)
    }

    private let numbers: Numbers
    /// How many weights are above 0.
    private let positive: Int

    /// nil where one of the values is no weight: a finite number that is not below 0.
    init?(_ values: [PrintableValue]) {
        var whole: [UInt128] = []
        var real: [Double] = []
        for value in values {
            switch value {
            case .integer(let weight) where weight >= 0:
                whole.append(UInt128(weight))
                real.append(Double(weight))
            case .number(let weight) where weight >= 0 && weight.isFinite:
                // As small as integers are, so that no sum of them times 200 is too large.
                if weight < 0x1p63, let exact = UInt128(exactly: weight) { whole.append(exact) }
                real.append(weight)
            default: return nil
            }
        }
        positive = real.count { $0 > 0 }
        if whole.count == real.count {
            numbers = .whole(whole, sum: whole.reduce(0, +))
        } else {
            let sum = real.reduce(0, +)
            guard sum.isFinite else { return nil }
            numbers = .real(real, sum: sum)
        }
    }

    /// There is no whole.
    var areAllZero: Bool { positive == 0 }

    /// The share of a weight, 0 to 1: 0 and 1 only for nothing and for all.
    func share(_ index: Int) -> Double {
        guard isPositive(index) else { return 0 }
        guard positive > 1 else { return 1 }
        let share =
            switch numbers {
            case .whole(let weights, let sum): Self.double(weights[index]) / Self.double(sum)
            case .real(let weights, let sum): weights[index] / sum
            }
        return min(max(share, .leastNonzeroMagnitude), 1.0.nextDown)
    }

    /// Whole percent; what is not quite 0 or 100 says so.
    func percent(_ index: Int) -> String {
        guard isPositive(index) else { return "0 %" }
        guard positive > 1 else { return "100 %" }
        switch numbers {
        case .whole(let weights, let sum):
            let double = weights[index] * 200
            if double < sum { return "<1 %" }
            if double >= sum * 199 { return ">99 %" }
            return "\((double + sum) / (2 * sum)) %"
        case .real:
            let share = share(index)
            if share < 0.005 { return "<1 %" }
            if share >= 0.995 { return ">99 %" }
            return "\(Int((share * 100).rounded())) %"
        }
    }

    /// As `Double` makes it, which takes long for a wide number.
    private static func double(_ number: UInt128) -> Double {
        UInt64(exactly: number).map { Double($0) } ?? Double(number)
    }

    private func isPositive(_ index: Int) -> Bool {
        switch numbers {
        case .whole(let weights, _): weights[index] > 0
        case .real(let weights, _): weights[index] > 0
        }
    }
}
