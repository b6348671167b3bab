import FoundationEssentials
import GRDB

/// A store's answers and changes on one connection, with prepared statements that the connection keeps.
struct SQLiteSession: StoreWriter {
    let database: Database

    func object(_ id: Int64, of resource: String) throws -> [UInt8]? {
        let statement = try database.cachedStatement(sql: "SELECT record FROM object WHERE resource = ? AND id = ?")
        let rows = try Row.fetchCursor(statement, arguments: [resource, id])
        return try rows.next()?.bytes(at: 0)
    }

    func facts(_ id: Int64, of resource: String) throws -> ObjectFacts? {
        let statement = try database.cachedStatement(
            sql: "SELECT project, deleted FROM object WHERE resource = ? AND id = ?")
        let rows = try Row.fetchCursor(statement, arguments: [resource, id])
        return try rows.next().map { ObjectFacts(project: $0[0], isDeleted: $0[1]) }
    }

    func objects(
        of resource: String, from start: PageStart, limit: Int,
        _ body: (Int64, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let rows: RowCursor
        switch start {
        case .newest:
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM object WHERE resource = ? ORDER BY id DESC LIMIT ?")
            rows = try Row.fetchCursor(statement, arguments: [resource, limit])
        case .below(let id):
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM object WHERE resource = ? AND id < ? ORDER BY id DESC LIMIT ?")
            rows = try Row.fetchCursor(statement, arguments: [resource, id, limit])
        case .offset(let count):
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM object WHERE resource = ? ORDER BY id DESC LIMIT ? OFFSET ?")
            rows = try Row.fetchCursor(statement, arguments: [resource, limit, count])
        }
        while let row = try rows.next() {
            let id: Int64 = row[0]
            try row.withUnsafeData(atIndex: 1) { data in
                try (data ?? Data()).withUnsafeBytes { try body(id, $0) }
            }
        }
    }

    func hasObject(of resource: String, key: String, inProject project: String) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM object WHERE resource = ? AND project = ? AND key = ?")
        return try Row.fetchCursor(statement, arguments: [resource, project, key]).next() != nil
    }

    func highestID(of resource: String) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT max(id) FROM object WHERE resource = ?")
        return try Int64.fetchOne(statement, arguments: [resource]) ?? 0
    }

    func addProject(_ id: String, at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO project (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        try statement.execute(arguments: [id, time])
    }

    func addObject(_ object: StoredObject, at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO object (resource, id, project, key, deleted, created_at, modified_at, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [
                object.resource, object.id, object.project, object.key, object.isDeleted, time, time,
                String(decoding: object.record, as: UTF8.self),
            ])
    }

    func replaceObject(_ id: Int64, of resource: String, record: [UInt8], at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE object SET record = ?, modified_at = ? WHERE resource = ? AND id = ?")
        try statement.execute(arguments: [String(decoding: record, as: UTF8.self), time, resource, id])
    }
}

extension Row {
    /// The bytes of a text or blob column; empty for NULL.
    fileprivate func bytes(at index: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } ?? [] }
    }
}
