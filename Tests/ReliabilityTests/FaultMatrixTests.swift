import Sandbox
import TestSupport
import Testing

struct FaultMatrixTests {
    @Test func noFaultDoublesAnEffectOrMakesTheClientSayWhatIsNotTrue() async throws {
        let start = ContinuousClock.now
        let seeds = Reliability.count(1, full: 20)
        let findings = try await withThrowingTaskGroup(of: FaultMatrix.Findings.self) { group in
            var total = FaultMatrix.Findings()
            var cases = (1...seeds).flatMap { seed in PlayedFault.all.map { (seed, $0) } }[...]
            func next() {
                guard let (seed, fault) = cases.popFirst() else { return }
                group.addTask { try await FaultMatrix(seed: UInt64(seed)).play(fault) }
            }
            for _ in 0..<8 { next() }
            for try await findings in group {
                total = total + findings
                next()
            }
            return total
        }
        #expect(findings.doubled == [])
        #expect(findings.wrong == [])
        #expect(findings.cases == PlayedFault.all.count * 16 * seeds)
        Reliability.report(
            "fault matrix", count: findings.cases,
            "\(findings.doubled.count) doubled, \(findings.wrong.count) wrong outcomes, \(findings.unknown) said unknown",
            since: start)
    }
}
