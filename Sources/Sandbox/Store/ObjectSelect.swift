import GRDB

/// The statement for a page of objects.
struct ObjectSelect {
    let sql: String
    let arguments: StatementArguments

    init(_ query: ObjectQuery) {
        // Where a key or a project is asked for, its index leads: the plus keeps that of the resource from being preferred.
        let isNarrow = query.key != nil
        var terms = [isNarrow ? "+resource = ?" : "resource = ?"]
        var values: [(any DatabaseValueConvertible)?] = [query.resource]
        func add(_ term: String, _ value: any DatabaseValueConvertible) {
            terms.append(term)
            values.append(value)
        }
        if let key = query.key { add("key = ?", key) }
        if let project = query.project { add("project = ?", project) }
        if !query.includesDeleted { terms.append("deleted = 0") }
        for (field, text) in query.fields.sorted(by: { $0.key < $1.key }) {
            terms.append(
                """
                coalesce(iif(json_valid(later), json_extract(later, ?), NULL), iif(json_valid(record), json_extract(record, ?),
                NULL)) = ?
                """)
            let path = "$.\"\(field)\""
            values += [path, path, text]
        }
        if case .after(let place) = query.start { add("id < ?", place.first ?? 0) }
        var sql =
            "SELECT id, record, \(query.isWhole ? "later" : "''") FROM object WHERE \(terms.joined(separator: " AND "))"
            + " ORDER BY id DESC LIMIT ?"
        values.append(query.limit)
        if case .offset(let count) = query.start {
            sql += " OFFSET ?"
            values.append(count)
        }
        self.sql = sql
        arguments = StatementArguments(values)
    }
}
