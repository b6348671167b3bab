import FoundationEssentials
import GRDB

/// A store's answers and changes on one connection, with prepared statements that the connection keeps.
struct SQLiteSession: StoreWriter {
    let database: Database

    func record(_ id: Int64, of resource: String, whole: Bool) throws -> ObjectText? {
        try first(
            "SELECT record, \(whole ? "later" : "''") FROM object WHERE resource = ? AND id = ?", [resource, id]
        ) { ObjectText(record: try $0.bytes(at: 0), later: try $0.bytes(at: 1)) }
    }

    func object(_ id: Int64, of resource: String) throws -> StoredObject? {
        try first(
            """
            SELECT project, key, deleted, version, author, created_at, modified_at, record, later, unshown FROM object
            WHERE resource = ? AND id = ?
            """, [resource, id]
        ) { row in
            StoredObject(
                resource: resource, id: id, project: row[0], key: row[1], isDeleted: row[2], version: row[3],
                author: row[4], createdAt: row[5], modifiedAt: row[6], record: try row.bytes(at: 7),
                later: try row.bytes(at: 8), unshown: try row.bytes(at: 9))
        }
    }

    func resource(ofKeyed id: Int64) throws -> String? {
        try first("SELECT resource FROM object WHERE id = ? AND key IS NOT NULL", [id]) { $0[0] }
    }

    func facts(_ id: Int64, of resource: String) throws -> ObjectFacts? {
        try first("SELECT project, deleted FROM object WHERE resource = ? AND id = ?", [resource, id]) {
            ObjectFacts(project: $0[0], isDeleted: $0[1])
        }
    }

    /// What `read` makes of the first row of an answer; the row is lent for as long as that takes.
    private func first<Result>(
        _ sql: String, _ arguments: StatementArguments, _ read: (Row) throws -> Result
    ) throws -> Result? {
        let rows = try Row.fetchCursor(try database.cachedStatement(sql: sql), arguments: arguments)
        return try withExtendedLifetime(rows) { try rows.next().map(read) }
    }

    func objects(
        _ query: ObjectQuery, _ body: (Int64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let select = ObjectSelect(query)
        let statement = try database.cachedStatement(sql: select.sql)
        let rows = try Row.fetchCursor(statement, arguments: select.arguments)
        while let row = try rows.next() {
            let id: Int64 = row[0]
            try row.withBytes(at: 1) { record in
                try row.withBytes(at: 2) { later in try body(id, record, later) }
            }
        }
    }

    func resource(ofKey key: String, inProject project: String) throws -> String? {
        try first("SELECT resource FROM object WHERE key = ? AND project = ?", [key, project]) { $0[0] }
    }

    func name(ofKey key: String, inProject project: String) throws -> (id: Int64, resource: String)? {
        try first("SELECT id, resource FROM object WHERE key = ? AND project = ?", [key, project]) { ($0[0], $0[1]) }
    }

    func highestID(of resource: String, hasKeys: Bool) throws -> Int64 {
        let highest: Int64?? =
            hasKeys
            ? try first("SELECT max(id) FROM object WHERE key IS NOT NULL", []) { $0[0] }
            : try first("SELECT max(id) FROM object WHERE resource = ?", [resource]) { $0[0] }
        return (highest ?? nil) ?? 0
    }

    func inclusions(_ place: InclusionPlace) throws -> [UInt8]? {
        try first(
            "SELECT items FROM inclusion WHERE object = ? AND member = ? AND list = ?",
            [place.object, place.member, place.list]
        ) { try $0.bytes(at: 0) }
    }

    func pastVersion(_ number: Int64, of object: Int64) throws -> StoredVersion? {
        try first(
            """
            SELECT created_at, object, number, author, NULL, configuration FROM version WHERE object = ? AND number = ?
            """, [object, number], Self.version)
    }

    func pastVersions(of object: Int64) throws -> [StoredVersion] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT created_at, object, number, author, NULL, configuration FROM version WHERE object = ?
                ORDER BY number DESC
                """)
        let rows = try Row.fetchCursor(statement, arguments: [object])
        return try withExtendedLifetime(rows) { try Array(rows.map(Self.version)) }
    }

    func versions(_ query: VersionQuery, _ body: (StoredVersion) throws -> Void) throws {
        let select = VersionSelect(query)
        let rows = try Row.fetchCursor(try database.cachedStatement(sql: select.sql), arguments: select.arguments)
        while let row = try rows.next() { try body(Self.version(row)) }
    }

    private static func version(_ row: Row) throws -> StoredVersion {
        StoredVersion(
            object: row[1], number: row[2], at: row[0], author: row[3],
            content: row.hasNull(atIndex: 4)
                ? .past(try row.bytes(at: 5))
                : .last(
                    resource: row[4], ObjectText(record: try row.bytes(at: 5), later: try row.bytes(at: 6))))
    }

    func addProject(_ id: String, at time: UnixMilliseconds) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO project (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        try statement.execute(arguments: [id, time])
    }

    func addObject(_ object: StoredObject) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO object (resource, id, project, key, deleted, version, author, created_at, modified_at, record,
                    later, unshown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [
                object.resource, object.id, object.project, object.key, object.isDeleted, object.version, object.author,
                object.createdAt, object.modifiedAt, object.record.text, object.later.text, object.unshown.text,
            ])
        try addMoment(object.modifiedAt, object.id, object.version)
    }

    /// When a version came to be. Only the last of them are new in the course of time, so that they stand side by side.
    private func addMoment(_ time: UnixMilliseconds, _ object: Int64, _ number: Int64) throws {
        guard number > 0 else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO moment (at, object, number) VALUES (?, ?, ?)")
        try statement.execute(arguments: [time, object, number])
    }

    func replaceObject(_ object: StoredObject) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE object SET deleted = ?, version = ?, author = ?, modified_at = ?, record = ?, later = ?, unshown = ?
                WHERE resource = ? AND id = ?
                """)
        try statement.execute(
            arguments: [
                object.isDeleted, object.version, object.author, object.modifiedAt, object.record.text,
                object.later.text, object.unshown.text, object.resource, object.id,
            ])
        try addMoment(object.modifiedAt, object.id, object.version)
    }

    func removeObject(_ id: Int64, of resource: String) throws {
        guard let object = try object(id, of: resource) else { return }
        if object.version > 0 {
            // By whole keys: there is no index that leads from an object to its moments.
            let moments = try database.cachedStatement(
                sql: """
                    DELETE FROM moment WHERE (at, object, number) IN
                        (SELECT created_at, object, number FROM version WHERE object = ?)
                    """)
            try moments.execute(arguments: [id])
            let last = try database.cachedStatement(
                sql: "DELETE FROM moment WHERE at = ? AND object = ? AND number = ?")
            try last.execute(arguments: [object.modifiedAt, id, object.version])
            let versions = try database.cachedStatement(sql: "DELETE FROM version WHERE object = ?")
            try versions.execute(arguments: [id])
        }
        let statement = try database.cachedStatement(sql: "DELETE FROM object WHERE resource = ? AND id = ?")
        try statement.execute(arguments: [resource, id])
    }

    func removeEverything() throws { try SandboxSchema.removeEverything(from: database) }

    func addPastVersion(_ version: StoredVersion) throws {
        guard case .past(let configuration) = version.content else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO version (object, number, created_at, author, configuration) VALUES (?, ?, ?, ?, ?)")
        try statement.execute(
            arguments: [version.object, version.number, version.at, version.author, configuration.text])
        try addMoment(version.at, version.object, version.number)
    }

    func setInclusions(_ place: InclusionPlace, _ items: [UInt8]?) throws {
        guard let items else {
            let statement = try database.cachedStatement(
                sql: "DELETE FROM inclusion WHERE object = ? AND member = ? AND list = ?")
            return try statement.execute(arguments: [place.object, place.member, place.list])
        }
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO inclusion (object, member, list, items) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [place.object, place.member, place.list, items.text])
    }

    func moveInclusions(of object: Int64, member: String, to name: String?) throws {
        if let name {
            let statement = try database.cachedStatement(
                sql: "UPDATE inclusion SET member = ? WHERE object = ? AND member = ?")
            try statement.execute(arguments: [name, object, member])
        } else {
            let statement = try database.cachedStatement(sql: "DELETE FROM inclusion WHERE object = ? AND member = ?")
            try statement.execute(arguments: [object, member])
        }
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

extension Row {
    /// The bytes of a text or blob column; empty for NULL.
    fileprivate func bytes(at index: Int) throws -> [UInt8] { try withBytes(at: index) { [UInt8]($0) } }

    /// The same, lent.
    fileprivate func withBytes<Result>(
        at index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        try withUnsafeData(atIndex: index) { data in try (data ?? Data()).withUnsafeBytes(body) }
    }
}
