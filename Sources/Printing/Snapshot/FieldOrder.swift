import Platform

/// The order in which fields are shown: integers, numbers, names, booleans, then the rest.
public enum FieldOrder {
    /// Whether the first stands before the second.
    public static func precedes(_ first: PrintableValue, _ second: PrintableValue) -> Bool {
        switch (first, second) {
        case (.integer(let first), .integer(let second)): first < second
        case (.number(let first), .number(let second)): first < second
        case (.string(let first), .string(let second)): precedes(first, second)
        case (.symbol(let first), .symbol(let second)): first < second
        case (.boolean(let first), .boolean(let second)): !first && second
        default: rank(first) < rank(second)
        }
    }

    /// The order of bytes.
    public static func precedes(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        let order = first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                guard let start = first.baseAddress, let other = second.baseAddress else { return Int32(0) }
                return memcmp(start, other, min(first.count, second.count))
            }
        }
        return order == 0 ? first.count < second.count : order < 0
    }

    /// The first `count` of the names in order, without putting all of very many in order.
    static func first(_ count: Int, of names: [[UInt8]]) -> [[UInt8]] {
        guard names.count > count else { return names.sorted(by: precedes) }
        guard count > 0 else { return [] }
        var kept = names.prefix(count).sorted(by: precedes)
        for name in names.dropFirst(count) where precedes(name, kept[count - 1]) {
            var low = 0
            var high = count - 1
            while low < high {
                let middle = (low + high) / 2
                if precedes(name, kept[middle]) { high = middle } else { low = middle + 1 }
            }
            kept.removeLast()
            kept.insert(name, at: low)
        }
        return kept
    }

    private static func rank(_ value: PrintableValue) -> Int {
        switch value {
        case .integer: 0
        case .number: 1
        case .string: 2
        case .boolean: 3
        default: 4
        }
    }
}
