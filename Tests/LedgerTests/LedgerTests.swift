import Changes
import GRDB
import JSON
import Ledger
import ManagementAPI
import Platform
import TestSupport
import Testing

/// The file of runs and changes.
struct LedgerTests {
    private let folder: FreshFolder

    init() throws { folder = try FreshFolder() }

    private var path: String { folder.path + "/state/ledger.sqlite" }

    private static func run(_ uuid: String = "u-1", undoes: String? = nil) -> RunRecord {
        RunRecord(
            uuid: uuid, begun: 1_764_490_000_000, target: "https://api.example", targetLabel: "prod", generation: .v1,
            kind: undoes == nil ? .script : .undo, what: "even.lua 'a*'",
            script: .init(path: "even.lua", hash: "00ff", repository: "snippets", commit: "3f2c1aa"), arguments: ["a*"],
            note: "T-1", version: "0.2.0", undoes: undoes)
    }

    private static func change(_ number: Int, key: String = "checkout") -> RecordedChange {
        RecordedChange(
            number: number, object: ChangedObject(resource: "experiments", id: "\(number)", key: key, project: "7"),
            call: "experiments.set_rollout_weights", generation: .v1, path: ["id": "\(number)"],
            body: ["rolloutWeights": ["a": 1]], place: "even.lua:31", before: ["rolloutWeights": ["a": 3]],
            losses: ["1 thing"])
    }

    private static func filled(_ ledger: Ledger, _ uuid: String = "u-1") throws -> Int64 {
        let number = try ledger.begin(run(uuid))
        try ledger.keep(
            .init(run: number, time: 5, target: "https://api.example", changes: [change(1), change(2), change(3)]))
        try ledger.keep(
            .init(
                run: number, time: 6, target: "",
                ends: [
                    .init(number: 1, time: 6, outcome: .applied, attempts: 1),
                    .init(
                        number: 2, time: 6, outcome: .partly, message: "locked", errorKind: "forbidden", attempts: 2,
                        steps: [.init(call: "experiments.variants.edit", item: "a", outcome: .applied, message: nil)]),
                ]))
        return number
    }

    @Test func whatWasKeptIsReadAgain() throws {
        let number = try Self.filled(try Ledger(path: path))
        let changes = try Ledger(path: path).changes(of: number)
        var first = Self.change(1)
        first.outcome = .applied
        first.attempts = 1
        #expect(changes[0] == first)
        #expect(changes[1].steps.count == 1 && changes[1].message == "locked" && changes[1].errorKind == "forbidden")
        var run = Self.run()
        run.number = number
        #expect(try Ledger(path: path).run(number).run == run)
    }

    @Test func aRunOfAProcessThatIsGoneIsNotRunningAndItsOpenChangesAreUnknown() throws {
        var ledger: Ledger? = try Ledger(path: path)
        let number = try Self.filled(try #require(ledger))
        let other = try Ledger(path: path)
        #expect(try other.run(number).state == .running)
        #expect(try other.run(number).open == 1 && other.run(number).unknown == 0)
        #expect(try other.changes(of: number)[2].outcome == nil)
        // As the end of a process does, this gives back its locks.
        ledger = nil
        #expect(try other.run(number).state == .incomplete)
        #expect(try other.run(number).unknown == 1)
        #expect(try other.run(number).stateWords == "incomplete, killed")
        #expect(try other.changes(of: number)[2].outcome == .unknown)
    }

    @Test func aRunWithoutAnEndIsNotCompleteThoughAllItsChangesWereDone() throws {
        var ledger: Ledger? = try Ledger(path: path)
        let number = try #require(try ledger?.begin(Self.run()))
        try ledger?.keep(
            .init(
                run: number, time: 5, target: "x", changes: [Self.change(1)],
                ends: [.init(number: 1, time: 6, outcome: .applied, attempts: 1)]))
        let other = try Ledger(path: path)
        ledger = nil
        #expect(try other.run(number).state == .incomplete)
        try other.end(number, at: 9)
        #expect(try other.run(number).state == .complete)
    }

    @Test func runsAreFoundByObjectDayAndTarget() throws {
        let ledger = try Ledger(path: path)
        let number = try Self.filled(ledger)
        #expect(try ledger.runs(.init(object: "checkout")).map(\.run.number) == [number])
        #expect(try ledger.runs(.init(object: "3")).count == 1)
        #expect(try ledger.runs(.init(object: "other")).isEmpty)
        #expect(try ledger.runs(.init(since: 1_764_490_000_000)).count == 1)
        #expect(try ledger.runs(.init(since: 1_764_490_000_001)).isEmpty)
        #expect(try ledger.runs(.init(target: "https://api.example")).count == 1)
        #expect(try ledger.runs(.init(target: "elsewhere")).isEmpty)
    }

    @Test func anExportIsTakenInElsewhereOnceAndSaysTheSame() throws {
        let here = try Ledger(path: path)
        let number = try Self.filled(here)
        try here.end(number, at: 9)
        let text = try here.export(number)
        let there = try Ledger()
        let imported = try there.import(text)
        #expect(try there.export(imported).count > 100)
        #expect(try there.changes(of: imported) == here.changes(of: number))
        #expect(try there.run(imported).run.isImported)
        #expect(throws: LedgerError.isHere(number: imported)) { try there.import(text) }
    }

    @Test(arguments: [
        "", "x", "{}", #"{"ampsh_run":2}"#, #"{"ampsh_run":1,"uuid":"u"}"#,
        #"{"ampsh_run":1,"uuid":"u","begun":"2026-11-30","url":"x","generation":"v1","kind":"script","changes":1}"#,
        #"{"ampsh_run":1,"uuid":"u","begun":"2026-11-30","url":"x","generation":"v1","kind":"script"}"# + "\n{}",
        #"{"ampsh_run":1,"uuid":"u","begun":"2026-11-30","url":"x","generation":"v1","kind":"script"}"# + "\n{",
    ])
    func whatIsNoExportIsRefusedWhole(_ text: String) throws {
        let ledger = try Ledger()
        #expect(throws: LedgerError.self) { try ledger.import(Array(text.utf8)) }
        #expect(try ledger.runs().isEmpty)
    }

    @Test func runsThatAreForgottenAreGoneButNotTheOneThatGoesOn() throws {
        let ledger = try Ledger(path: path)
        let first = try Self.filled(ledger)
        try ledger.end(first, at: 9)
        let second = try Self.filled(ledger, "u-2")
        #expect(try ledger.prune(before: 1_764_490_000_000) == 0)
        #expect(try ledger.prune(before: 1_764_490_000_001) == 1)
        #expect(try ledger.runs().map(\.run.number) == [second])
        #expect(throws: LedgerError.noRun(first)) { try ledger.run(first) }
    }

    @Test func theFileIsForItsOwnerAloneAndOthersAreRefused() throws {
        _ = try Ledger(path: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        chmod(path, 0o644)
        #expect(throws: LedgerError.self) { try Ledger(path: path) }
        chmod(path, 0o600)
        let link = folder.path + "/link.sqlite"
        symlink(path, link)
        #expect(throws: LedgerError.self) { try Ledger(path: link) }
    }

    @Test func aDamagedFileAndANewerOneAreNamedAndLeftAsTheyAre() throws {
        let damaged = folder.path + "/damaged.sqlite"
        let descriptor = open(damaged, O_WRONLY | O_CREAT, 0o600)
        let text = Array(String(repeating: "no database ", count: 1000).utf8)
        #expect(write(descriptor, text, text.count) == text.count)
        close(descriptor)
        #expect { try Ledger(path: damaged) } throws: { error in
            if case LedgerError.damaged = error { true } else { false }
        }
        #expect(ShellHome.text(ofFile: damaged)?.hasPrefix("no database ") == true)
        var ledger: Ledger? = try Ledger(path: path)
        _ = try Self.filled(try #require(ledger))
        ledger = nil
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of tomorrow')") }
        try queue.close()
        #expect(throws: LedgerError.newer(path: path)) { try Ledger(path: path) }
    }

    @Test func anUndoneRunSaysByWhich() throws {
        let ledger = try Ledger(path: path)
        let first = try Self.filled(ledger)
        let second = try ledger.begin(Self.run("u-2", undoes: "u-1"))
        #expect(try ledger.undoing("u-1") == second)
        // One that did not take all of it back does not count.
        try ledger.end(second, at: 9)
        #expect(try ledger.run(first).undoneBy == nil)
        try ledger.end(second, at: 9, isWhole: true)
        #expect(try ledger.run(first).undoneBy == second)
        #expect(try ledger.undoing("u-1") == nil)
    }
}
