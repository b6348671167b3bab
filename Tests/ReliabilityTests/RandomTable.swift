/// A Lua table as the test knows it, without asking Lua: what is in it, and many ways to build that.
struct RandomTable {
    enum Key: Hashable {
        case integer(Int64)
        case number(Double)
        case name(String)
        case boolean(Bool)
        case function
    }

    indirect enum Value {
        case integer(Int64)
        /// No two texts are the same, so that each is found again in what is shown.
        case text(String)
        case boolean(Bool)
        case null
        case table(RandomTable)
    }

    var entries: [Key: Value] = [:]
    /// Whether it went through `array`.
    var isMarked = false

    // MARK: - Which

    private static let names = [
        "id", "key", "a", "b", "name", "tags", "end", "true", "two words", "limit", "x10", "zeta", "B", "",
    ]
    private static let oddIntegers: [Int64] = [0, -1, -5, .min]
    private static let farIntegers: [Int64] = [100, 1000, 26211, 1_000_000, .max]

    /// Lists, lists with holes, objects, mixtures and others.
    static func random(_ generator: inout some RandomNumberGenerator, texts: inout Int, depth: Int = 0) -> RandomTable {
        var table = RandomTable()
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
        let kind = Int.random(in: 0..<10, using: &generator)
        var keys: [Key] = []
        if kind < 6 {
            // Lists that are long go beyond what is read at once.
            let most = depth > 0 ? 4 : chance(8) ? 70 : 6
            keys = (1...Int64(Int.random(in: 1...most, using: &generator))).map { .integer($0) }
        }
        if kind == 4 || kind == 5 {
            if keys.count > 1 { keys.remove(at: Int.random(in: 0..<keys.count - 1, using: &generator)) }
            if chance(2) { keys.append(.integer(farIntegers.randomElement(using: &generator) ?? 1)) }
        }
        if kind >= 5, kind < 9 {
            keys += names.shuffled(using: &generator).prefix(Int.random(in: 1...6, using: &generator)).map { .name($0) }
        }
        if kind == 8 || chance(12) {
            keys.append(.integer(oddIntegers.randomElement(using: &generator) ?? 0))
            if chance(2) { keys.append(.number([0.5, -1.5, 2.5].randomElement(using: &generator) ?? 0.5)) }
            if chance(2) { keys.append(.boolean(chance(2))) }
            if chance(3) { keys.append(.function) }
            if chance(3) { keys.append(.integer(oddIntegers.randomElement(using: &generator) ?? 0)) }
        }
        let hasRecords = chance(2)
        for key in keys { table.entries[key] = value(&generator, &texts, depth, isRecord: hasRecords) }
        table.isMarked = chance(10)
        return table
    }

    private static func value(
        _ generator: inout some RandomNumberGenerator, _ texts: inout Int, _ depth: Int, isRecord: Bool
    ) -> Value {
        func text() -> Value {
            texts += 1
            return .text("v\(texts)v")
        }
        if isRecord, depth == 0 {
            var record = RandomTable()
            for name in names.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator)) {
                record.entries[.name(name)] = value(&generator, &texts, 1, isRecord: false)
            }
            record.entries[.name("id")] = text()
            return .table(record)
        }
        switch Int.random(in: 0..<(depth < 3 ? 10 : 8), using: &generator) {
        case 0..<4: return text()
        case 4, 5: return .integer(Int64.random(in: -1...9, using: &generator))
        case 6: return .boolean(Bool.random(using: &generator))
        case 7: return .null
        default: return .table(random(&generator, texts: &texts, depth: depth + 1))
        }
    }

    // MARK: - How

    /// An expression for it. Each call takes another way: what is written first, what was there meanwhile, how large the
    /// table was once.
    func code(_ generator: inout some RandomNumberGenerator) -> String {
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
        var steps: [String] = []
        var rest = entries
        var first: [String] = []
        if chance(3) {
            // The first items in the constructor, with nil where one is missing.
            for item in 1...Int64(Int.random(in: 1...8, using: &generator)) {
                first.append(rest.removeValue(forKey: .integer(item)).map { $0.code(&generator) } ?? "nil")
            }
        }
        for (key, value) in rest { steps.append("t[\(key.code)] = \(value.code(&generator))") }
        // Keys in the order of Swift's hashes are in a random order already, but not by the seed of the test.
        steps.sort()
        steps.shuffle(using: &generator)
        var end: [String] = []
        if chance(3) {
            // What is gone again leaves its place in the table behind.
            for key in (0..<Int.random(in: 1...20, using: &generator)).map({
                $0 % 2 == 0 ? "'gone\($0)'" : "\($0 + 200)"
            }) {
                steps.insert("t[\(key)] = 0", at: Int.random(in: 0...steps.count, using: &generator))
                end.append("t[\(key)] = nil")
            }
        }
        if chance(4) {
            let most = Int.random(in: 1...64, using: &generator)
            let fill = "for i = 301, 300 + \(most) do t[i - 300] = t[i - 300] or 0 end"
            if first.isEmpty {
                steps.insert("\(fill) for i = 1, \(most) do t[i] = nil end", at: 0)
            }
        }
        let table =
            "(function() local t = {\(first.joined(separator: ", "))} "
            + "\((steps + end).joined(separator: " ")) return t end)()"
        return isMarked ? "array(\(table))" : table
    }
}

extension RandomTable.Key {
    var code: String {
        switch self {
        case .integer(.min): "math.mininteger"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .name(let name): "'\(name)'"
        case .boolean(let value): "\(value)"
        case .function: "print"
        }
    }
}

extension RandomTable.Value {
    fileprivate func code(_ generator: inout some RandomNumberGenerator) -> String {
        switch self {
        case .integer(let value): "\(value)"
        case .text(let text): "'\(text)'"
        case .boolean(let value): "\(value)"
        case .null: "null"
        case .table(let table): table.code(&generator)
        }
    }
}
