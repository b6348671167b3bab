import ManagementAPI
import Sandbox
import TestSupport
import Testing

struct V1FaultMatrixTests {
    @Test func everyCallOfV1IsInTheMatrix() {
        #expect(Set(V1MatrixCall.all.map(\.id)) == Set(Catalogue.all.endpoints(of: .v1).map(\.id)))
    }

    @Test func noFaultDoublesAnEffectOfV1OrMakesTheClientSayWhatIsNotTrue() async throws {
        let start = ContinuousClock.now
        // A fault that has ended every connection ends what a call needs as well.
        let faults = PlayedFault.all.filter { played in
            switch played.fault.kind {
            case .refuse: false
            default: true
            }
        }
        // The suite plays the one that leaves most open: it was done, and no answer comes.
        let played = Reliability.isFull ? faults : faults.filter { "\($0)".contains("reset") && $0.fault.applies }
        let findings = try await withThrowingTaskGroup(of: FaultMatrix.Findings.self) { group in
            var total = FaultMatrix.Findings()
            var cases = played[...]
            func next() {
                guard let fault = cases.popFirst() else { return }
                group.addTask { try await V1FaultMatrix(seed: 7, calls: V1MatrixCall.all).play(fault) }
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
        #expect(findings.cases == played.count * V1MatrixCall.all.count * 2 && findings.cases > 0)
        Reliability.report(
            "fault matrix of v1", count: findings.cases,
            "\(findings.doubled.count) doubled, \(findings.wrong.count) wrong outcomes, \(findings.unknown) said unknown",
            since: start)
    }
}
