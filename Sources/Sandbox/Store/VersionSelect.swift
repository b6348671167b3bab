import GRDB

/// The statement for a page of versions: those that are past, and the last one of each object, which the object is.
struct VersionSelect {
    let sql: String
    let arguments: StatementArguments

    init(_ query: VersionQuery) {
        // Each half is read in its own order, and no further than the page needs.
        var most = query.limit
        if case .offset(let count) = query.start {
            most = most.addingReportingOverflow(Int(clamping: count)).partialValue
        }
        if most < 0 { most = .max }
        let past = Self.half(
            query, most, time: "created_at", object: "object", number: "number", content: "NULL, configuration, ''",
            table: "version", condition: nil)
        let last = Self.half(
            query, most, time: "modified_at", object: "id", number: "version", content: "resource, record, later",
            table: "object",
            condition: "version > 0")
        var sql = """
            SELECT * FROM (SELECT * FROM (\(past.sql)) UNION ALL SELECT * FROM (\(last.sql))) ORDER BY 1 DESC, 2 DESC, 3 DESC
            LIMIT ?
            """
        var values = past.values + last.values + [query.limit]
        if case .offset(let count) = query.start {
            sql += " OFFSET ?"
            values.append(count)
        }
        self.sql = sql
        arguments = StatementArguments(values)
    }

    private static func half(
        _ query: VersionQuery, _ most: Int, time: String, object: String, number: String, content: String,
        table: String, condition: String?
    ) -> (sql: String, values: [(any DatabaseValueConvertible)?]) {
        var terms = ["\(time) >= ?", "\(time) < ?"] + [condition].compactMap { $0 }
        var values: [(any DatabaseValueConvertible)?] = [query.from, query.until]
        if case .after(let place) = query.start, place.count == 3 {
            terms.append("(\(time), \(object), \(number)) < (?, ?, ?)")
            values += place as [Int64]
        }
        let sql = """
            SELECT \(time), \(object), \(number), author, \(content) FROM \(table)
            WHERE \(terms.joined(separator: " AND ")) ORDER BY \(time) DESC, \(object) DESC, \(number) DESC LIMIT ?
            """
        return (sql, values + [most])
    }
}
