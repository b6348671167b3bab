import Changes
import JSON
import ManagementAPI
import TestSupport
import Testing

/// What a run did, taken back.
struct UndoTests {
    @Test(arguments: Generation.allCases)
    func aRandomRunIsTakenBack(_ generation: Generation) throws {
        let rounds = Reliability.count(4, full: 400)
        let start = ContinuousClock.now
        var counts: [String: Int] = [:]
        for seed in 0..<rounds {
            let world = try ChangeWorld()
            var calls = try RandomCalls(world, generation, seed: UInt64(seed) &* 7919 &+ 11)
            let writes = world.catalogue.endpoints(of: generation).filter(\.mutates)
            let before = try world.everything()
            for _ in 0..<Int.random(in: 1...40, using: &calls.random) {
                guard let write = writes.randomElement(using: &calls.random), let call = try calls.next(write) else {
                    continue
                }
                if try world.perform(write, call.path, call.body) { counts[write.id, default: 0] += 1 }
            }
            let run = world.takeRun()
            let losses = try world.undo(run)
            let after = try world.everything()
            let different = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
            for name in different where !explains(losses, run, name, before[name], after[name]) {
                Issue.record(
                    """
                    seed \(seed): \(name) is not as it was
                    \(run.map { "\($0.number) \($0.call) \($0.path) \($0.body) before \($0.before.map { "\($0)" } ?? "-")" }.joined(separator: "\n"))
                    was \(before[name].map { "\($0)" } ?? "-")
                    is  \(after[name].map { "\($0)" } ?? "-")
                    losses \(losses)
                    """)
                return
            }
        }
        Reliability.report(
            "random runs taken back (\(generation))", count: rounds, "0 differ but for what was named", since: start)
        let untried = Catalogue.all.endpoints(of: generation).filter { $0.mutates && counts[$0.id] == nil }.map(\.id)
        if Reliability.isFull { #expect(untried.isEmpty, "\(untried)") }
    }

    /// Whether what was said to be lost is what differs.
    private func explains(
        _ losses: [String], _ run: [RecordedChange], _ name: String, _ before: JSONValue?, _ after: JSONValue?
    ) -> Bool {
        guard let before else { return run.contains { $0.body["key"] != nil || $0.body["label"] != nil } }
        guard let before = before.objectValue, let after = after?.objectValue else { return !losses.isEmpty }
        let resource = String(name.prefix { $0 != " " })
        let type = Catalogue.all.objectType(of: resource, generation: .v1)
        return Set(before.keys + after.keys).filter { before[$0] != after[$0] }.allSatisfy { field in
            switch type?.field(field)?.keeps {
            case .dependencies?: losses.contains { $0.contains(" of \(resource)") }
            // It follows from fields that cannot be emptied.
            case .life(let life)?:
                [life.start, life.decision].contains { name in losses.contains { $0.contains(name) } }
            default: losses.contains { $0.contains(field) }
            }
        }
    }
}
