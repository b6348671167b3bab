/// What every reader of a table must find in it, by rules that are written out, slow and obvious: all keys, and then what they
/// make of it.
struct TableReference {
    /// Why a table is neither a list nor an object, and where it stands.
    struct Refusal: Error, Hashable {
        let path: String
        let words: String

        var text: String { path.isEmpty ? words : "\(path): \(words)" }
    }

    enum Shape {
        case list([RandomTable.Value])
        case object([(name: String, value: RandomTable.Value)])
    }

    static func shape(_ table: RandomTable, _ path: String) throws(Refusal) -> Shape {
        var names: [String] = []
        var items: [Int64] = []
        var others: [(rank: Int, place: Double, words: String)] = []
        for key in table.entries.keys {
            switch key {
            case .name(let name): names.append(name)
            case .integer(let item) where item >= 1: items.append(item)
            case .integer(let value): others.append((0, Double(value), "the key \(value)"))
            case .number(let value): others.append((1, value, "the key \(value)"))
            case .boolean(let value): others.append((2, value ? 1 : 0, "the key \(value)"))
            case .function: others.append((3, 0, "a function as key"))
            }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        others.sort { ($0.rank, $0.place) < ($1.rank, $1.place) }
        if let other = others.first {
            throw Refusal(path: path, words: "a table with \(other.words) has no JSON text")
        }
        guard !items.isEmpty || table.isMarked else {
            return .object(names.map { ($0, table.entries[.name($0)] ?? .null) })
        }
        if let name = names.first {
            throw Refusal(path: path, words: "the table is an array and has the field \(step(name, "")) too")
        }
        var item: Int64 = 1
        var values: [RandomTable.Value] = []
        while values.count < items.count {
            guard let value = table.entries[.integer(item)] else {
                throw Refusal(
                    path: path, words: "item \(item) of the array is nil; write null, or leave no holes")
            }
            values.append(value)
            item += 1
        }
        return .list(values)
    }

    // MARK: - JSON

    static func json(_ value: RandomTable.Value, _ path: String = "") throws(Refusal) -> String {
        switch value {
        case .integer(let value): return "\(value)"
        case .text(let text): return "\"\(text)\""
        case .boolean(let value): return "\(value)"
        case .null: return "null"
        case .table(let table):
            switch try shape(table, path) {
            case .list(let items):
                var texts: [String] = []
                for (index, item) in items.enumerated() { texts.append(try json(item, "\(path)[\(index + 1)]")) }
                return "[\(texts.joined(separator: ","))]"
            case .object(let fields):
                var texts: [String] = []
                for (name, value) in fields { texts.append("\"\(name)\":\(try json(value, path + step(name, path)))") }
                return "{\(texts.joined(separator: ","))}"
            }
        }
    }

    /// How a path names a field.
    static func step(_ name: String, _ path: String) -> String {
        if ["end", "true", "two words", ""].contains(name) { return "[\"\(name)\"]" }
        return path.isEmpty ? name : ".\(name)"
    }

    /// Everything in the table that has no JSON text.
    static func refusals(_ value: RandomTable.Value, _ path: String = "") -> Set<Refusal> {
        guard case .table(let table) = value else { return [] }
        do throws(Refusal) {
            switch try shape(table, path) {
            case .list(let items):
                return items.enumerated().reduce(into: []) {
                    $0.formUnion(refusals($1.element, "\(path)[\($1.offset + 1)]"))
                }
            case .object(let fields):
                return fields.reduce(into: []) { $0.formUnion(refusals($1.value, path + step($1.name, path))) }
            }
        } catch {
            return [error]
        }
    }

    // MARK: - Other texts, of what has JSON text

    static func jsonLines(_ table: RandomTable) throws(Refusal) -> String {
        guard case .list(let items) = try shape(table, "") else { return try json(.table(table)) + "\n" }
        var text = ""
        for item in items { text += try json(item) + "\n" }
        return text
    }

    static func csv(_ table: RandomTable) throws(Refusal) -> String {
        let rows: [RandomTable.Value]
        switch try shape(table, "") {
        case .list(let items): rows = items
        case .object(let fields): rows = fields.isEmpty ? [] : [.table(table)]
        }
        guard !rows.isEmpty else { return "" }
        var records: [[String: RandomTable.Value]?] = []
        for row in rows {
            if case .table(let inner) = row, case .object(let fields) = try shape(inner, "") {
                records.append(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) }))
            } else {
                records.append(nil)
            }
        }
        let names = Set(records.flatMap { ($0 ?? [:]).keys })
        let columns =
            ["id", "key"].filter(names.contains)
            + names.subtracting(["id", "key"]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let hasValues = columns.isEmpty || records.contains { $0 == nil }
        var lines = [(hasValues ? ["value"] : []) + columns]
        for (row, record) in zip(rows, records) {
            var cells: [String] = []
            if hasValues { cells.append(record != nil && !columns.isEmpty ? "" : try cell(row)) }
            for column in columns { cells.append(try record?[column].map(cell) ?? "") }
            lines.append(cells)
        }
        return lines.map { cells in
            let line = cells.joined(separator: ",")
            return (line.isEmpty ? "\"\"" : line) + "\n"
        }.joined()
    }

    private static func cell(_ value: RandomTable.Value) throws(Refusal) -> String {
        switch value {
        case .null: return ""
        case .table:
            let text = try json(value)
            guard text.contains(",") || text.contains("\"") else { return text }
            return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        case .text(let text): return text
        default: return try json(value)
        }
    }

    // MARK: - What is in it

    /// All texts in the table, with the keys that lead to them.
    static func texts(_ table: RandomTable) -> [(text: String, keys: [RandomTable.Key])] {
        table.entries.flatMap { key, value -> [(String, [RandomTable.Key])] in
            switch value {
            case .text(let text): [(text, [key])]
            case .table(let inner): texts(inner).map { ($0.text, [key] + $0.keys) }
            default: []
            }
        }
    }
}
