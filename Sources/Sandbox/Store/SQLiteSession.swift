import FoundationEssentials
import GRDB

/// A store's answers and changes on one connection, with prepared statements that the connection keeps.
struct SQLiteSession: StoreWriter {
    let database: Database

    func experiment(_ id: Int64) throws -> [UInt8]? {
        let statement = try database.cachedStatement(sql: "SELECT record FROM experiment WHERE id = ?")
        let rows = try Row.fetchCursor(statement, arguments: [id])
        return try rows.next()?.bytes(at: 0)
    }

    func experiments(from start: PageStart, limit: Int, _ body: (Int64, UnsafeRawBufferPointer) -> Void) throws {
        try page(of: "experiment", from: start, limit: limit, body)
    }

    func deployments(from start: PageStart, limit: Int, _ body: (Int64, UnsafeRawBufferPointer) -> Void) throws {
        try page(of: "deployment", from: start, limit: limit, body)
    }

    func deployment(_ id: Int64) throws -> DeploymentFacts? {
        let statement = try database.cachedStatement(sql: "SELECT project, deleted FROM deployment WHERE id = ?")
        let rows = try Row.fetchCursor(statement, arguments: [id])
        return try rows.next().map { DeploymentFacts(project: $0[0], isDeleted: $0[1]) }
    }

    func hasExperiment(key: String, inProject project: String) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM experiment WHERE project = ? AND key = ?")
        return try Row.fetchCursor(statement, arguments: [project, key]).next() != nil
    }

    func highestExperimentID() throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT max(id) FROM experiment")
        return try Int64.fetchOne(statement) ?? 0
    }

    func addProject(_ id: String, at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO project (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        try statement.execute(arguments: [id, time])
    }

    func addExperiment(_ id: Int64, project: String, key: String, record: [UInt8], at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO experiment (id, project, key, created_at, modified_at, record) VALUES (?, ?, ?, ?, ?, ?)")
        try statement.execute(
            arguments: [id, project, key, time, time, String(decoding: record, as: UTF8.self)])
    }

    func replaceExperiment(_ id: Int64, record: [UInt8], at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE experiment SET record = ?, modified_at = ? WHERE id = ?")
        try statement.execute(arguments: [String(decoding: record, as: UTF8.self), time, id])
    }

    func addDeployment(_ id: Int64, facts: DeploymentFacts, record: [UInt8]) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO deployment (id, project, deleted, record) VALUES (?, ?, ?, ?)")
        try statement.execute(
            arguments: [id, facts.project, facts.isDeleted, String(decoding: record, as: UTF8.self)])
    }

    /// `table` is a name of the schema, never input.
    private func page(
        of table: String, from start: PageStart, limit: Int, _ body: (Int64, UnsafeRawBufferPointer) -> Void
    ) throws {
        let rows: RowCursor
        switch start {
        case .newest:
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM \(table) ORDER BY id DESC LIMIT ?")
            rows = try Row.fetchCursor(statement, arguments: [limit])
        case .below(let id):
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM \(table) WHERE id < ? ORDER BY id DESC LIMIT ?")
            rows = try Row.fetchCursor(statement, arguments: [id, limit])
        case .offset(let count):
            let statement = try database.cachedStatement(
                sql: "SELECT id, record FROM \(table) ORDER BY id DESC LIMIT ? OFFSET ?")
            rows = try Row.fetchCursor(statement, arguments: [limit, count])
        }
        while let row = try rows.next() {
            let id: Int64 = row[0]
            try row.withUnsafeData(atIndex: 1) { data in
                (data ?? Data()).withUnsafeBytes { body(id, $0) }
            }
        }
    }
}

extension Row {
    /// The bytes of a text or blob column; empty for NULL.
    fileprivate func bytes(at index: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } ?? [] }
    }
}
