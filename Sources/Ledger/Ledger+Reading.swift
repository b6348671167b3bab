public import Changes
import GRDB

extension Ledger {
    /// Which runs are asked for.
    public struct Query: Sendable {
        /// Only those that changed the object of this key or id.
        public var object: String?
        /// Only those that began at this time or later, in milliseconds since 1970.
        public var since: Int64?
        /// Only those that changed something at this target.
        public var target: String?

        /// All of them.
        public init(object: String? = nil, since: Int64? = nil, target: String? = nil) {
            self.object = object
            self.since = since
            self.target = target
        }
    }

    /// The runs, the newest first.
    public func runs(_ query: Query = Query()) throws(LedgerError) -> [RunSummary] {
        try read { database in
            var conditions: [String] = []
            var arguments: StatementArguments = []
            if let object = query.object {
                conditions.append(
                    "number IN (SELECT run FROM change WHERE key = ? UNION SELECT run FROM change WHERE object = ?)")
                arguments += [object, object]
            }
            if let since = query.since {
                conditions.append("begun >= ?")
                arguments += [since]
            }
            if let target = query.target {
                conditions.append("number IN (SELECT run FROM change WHERE target = ?)")
                arguments += [target]
            }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(RunRow.columns) FROM run
                    \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY number DESC
                    """, arguments: arguments)
            return try rows.map { try self.summary(RunRow.run($0), database) }
        }
    }

    /// One run.
    public func run(_ number: Int64) throws(LedgerError) -> RunSummary {
        let summary: RunSummary? = try read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT \(RunRow.columns) FROM run WHERE number = ?", arguments: [number])
            return try row.map { try self.summary(RunRow.run($0), database) }
        }
        guard let summary else { throw .noRun(number) }
        return summary
    }

    /// The changes of a run in their order, at one target or at all. Those that a killed process left open are unknown.
    public func changes(of run: Int64, at target: String? = nil) throws(LedgerError) -> [RecordedChange] {
        let goesOn = isRunning(run)
        return try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM change WHERE run = ? AND target = coalesce(?, target) ORDER BY number",
                arguments: [run, target]
            ).map { row in
                var change = ChangeRow.change(row)
                if change.outcome == nil, !goesOn {
                    change.outcome = .unknown
                    change.message = "the process ended before the answer"
                }
                return change
            }
        }
    }

    /// The targets of a run's changes.
    public func targets(of run: Int64) throws(LedgerError) -> [String] {
        try read {
            try String.fetchAll(
                $0, sql: "SELECT DISTINCT target FROM change WHERE run = ? ORDER BY target", arguments: [run])
        }
    }

    /// The number of a run of this machine by what it is called everywhere; nil where it is not here.
    public func number(of uuid: String) throws(LedgerError) -> Int64? {
        try read { try Int64.fetchOne($0, sql: "SELECT number FROM run WHERE uuid = ?", arguments: [uuid]) }
    }

    /// The run that is taking a run back at this moment; nil where none is.
    public func undoing(_ uuid: String) throws(LedgerError) -> Int64? {
        let numbers: [Int64] = try read {
            try Int64.fetchAll($0, sql: "SELECT number FROM run WHERE undoes = ?", arguments: [uuid])
        }
        return numbers.first { isRunning($0) }
    }

    /// Forgets the runs that began before a time and do not go on; answers how many.
    public func prune(before time: Int64) throws(LedgerError) -> Int {
        let old: [Int64] = try read {
            try Int64.fetchAll($0, sql: "SELECT number FROM run WHERE begun < ?", arguments: [time])
        }
        let ended = old.filter { !isRunning($0) }
        return try Self.reporting(path ?? Self.memory) {
            try connection.write { database in
                for number in ended {
                    try database.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number])
                }
            }
            return ended.count
        }
    }

    /// Notes that a later change of the same run did what these could not.
    public func note(_ numbers: [Int], of run: Int64, repeatedBy number: Int) throws(LedgerError) {
        try Self.reporting(path ?? Self.memory) {
            try connection.write { database in
                for repeated in numbers {
                    try database.execute(
                        sql: "UPDATE change SET repeated_by = ? WHERE run = ? AND number = ?",
                        arguments: [number, run, repeated])
                }
            }
        }
    }

    private func summary(_ run: RunRecord, _ database: Database) throws -> RunSummary {
        var summary = RunSummary(run: run)
        summary.isRunning = isRunning(run.number)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT outcome, count(*) AS count FROM change WHERE run = ? AND repeated_by IS NULL GROUP BY outcome
                """, arguments: [run.number])
        for row in rows {
            let count: Int = row["count"]
            switch (row["outcome"] as String?).flatMap({ RecordedChange.Outcome(rawValue: $0) }) {
            case .applied: summary.applied = count
            case .failed: summary.failed = count
            case .partly: summary.partly = count
            case .unknown: summary.unknown += count
            case nil: if summary.isRunning { summary.open = count } else { summary.unknown += count }
            }
        }
        summary.undoneBy = try Int64.fetchOne(
            database, sql: "SELECT max(number) FROM run WHERE undoes = ? AND whole", arguments: [run.uuid])
        return summary
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try Self.reporting(path ?? Self.memory) { try connection.read(body) }
    }
}
