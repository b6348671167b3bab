import GRDB

/// The statement for a page of versions: in the order of their moments, what they held, or for the last of an object what it is.
struct VersionSelect {
    let sql: String
    let arguments: StatementArguments

    init(_ query: VersionQuery) {
        var condition = "at >= ? AND at < ?"
        var values: [(any DatabaseValueConvertible)?] = [query.from, query.until]
        if case .after(let place) = query.start, place.count == 3 {
            condition += " AND (at, moment.object, moment.number) < (?, ?, ?)"
            values += place as [Int64]
        }
        values.append(query.limit)
        var sql = """
            SELECT at, moment.object, moment.number, coalesce(version.author, object.author),
                iif(version.number IS NULL, object.resource, NULL), coalesce(configuration, record), later
            FROM moment
                LEFT JOIN version ON version.object = moment.object AND version.number = moment.number
                LEFT JOIN object ON object.id = moment.object AND object.key IS NOT NULL
            WHERE \(condition) ORDER BY at DESC, moment.object DESC, moment.number DESC LIMIT ?
            """
        if case .offset(let count) = query.start {
            sql += " OFFSET ?"
            values.append(count)
        }
        self.sql = sql
        arguments = StatementArguments(values)
    }
}
