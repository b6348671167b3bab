import Sandbox
import Testing

struct FaultsTests {
    private static let get = RequestFacts(method: "GET", target: "/experiments/31223")
    private static let create = RequestFacts(method: "POST", target: "/experiments/new")
    private static let stall = Fault(.stall, applies: false)

    private func plays(_ rule: FaultRule, _ count: Int = 6, on request: RequestFacts = get) -> [Int] {
        var faults = Faults(rules: [rule])
        return (1...count).filter { _ in faults.fault(for: request) != nil }
    }

    @Test func factsComeFromTheCatalogue() {
        #expect(Self.get.endpoint == "experiments.get" && !Self.get.mutates)
        #expect(Self.create.endpoint == "experiments.create" && Self.create.mutates)
        let odd = RequestFacts(method: "PUT", target: "/nowhere?a=b")
        #expect(odd.endpoint == nil && odd.mutates && odd.path == "/nowhere")
    }

    @Test func occasionsCountTheRequestsThatMatch() {
        #expect(plays(FaultRule(Self.stall)) == [1, 2, 3, 4, 5, 6])
        #expect(plays(FaultRule(Self.stall, .nth([2, 5]))) == [2, 5])
        #expect(plays(FaultRule(Self.stall, .every(3))) == [3, 6])
        #expect(plays(FaultRule(Self.stall, .every(2), times: 2)) == [2, 4])
        #expect(plays(FaultRule(Self.stall, on: .writes)) == [])
        var faults = Faults(rules: [FaultRule(Self.stall, on: .endpoint("experiments.get"), .nth([2]))])
        #expect(faults.fault(for: Self.get) == nil)
        #expect(faults.fault(for: Self.create) == nil)
        #expect(faults.fault(for: Self.get) == Self.stall)
    }

    @Test(arguments: [
        (FaultPattern.all, true, true), (.reads, true, false), (.writes, false, true),
        (.endpoint("experiments.get"), true, false),
        (.path(method: nil, segments: ["experiments", "*"]), true, true),
        (.path(method: "GET", segments: ["experiments", "*"]), true, false),
        (.path(method: nil, segments: ["experiments"]), false, false),
        (.path(method: nil, segments: ["experiments", "*", "*"]), false, false),
        (.path(method: nil, segments: ["experiments", "new"]), false, true),
    ])
    func patternsMatch(_ pattern: FaultPattern, _ get: Bool, _ create: Bool) {
        #expect(pattern.matches(Self.get) == get)
        #expect(pattern.matches(Self.create) == create)
    }

    @Test func theFirstRuleThatPlaysWinsAndLaterOnesDoNotCountTheRequest() {
        let html = Fault(.html, applies: false)
        var faults = Faults(rules: [FaultRule(Self.stall, .nth([1])), FaultRule(html, .nth([1]))])
        #expect(faults.fault(for: Self.get) == Self.stall)
        #expect(faults.fault(for: Self.get) == html)
        #expect(faults.fault(for: Self.get) == nil)
    }

    @Test func chanceIsSeededAndAsLikelyAsItSays() {
        func drawn(_ seed: UInt64, _ chance: Double) -> [Bool] {
            var faults = Faults(rules: [FaultRule(Self.stall, .chance(chance))], seed: seed)
            return (0..<10_000).map { _ in faults.fault(for: Self.get) != nil }
        }
        #expect(drawn(1, 0.05) == drawn(1, 0.05))
        #expect(drawn(1, 0.05) != drawn(2, 0.05))
        #expect((400...600).contains(drawn(1, 0.05).count { $0 }))
        #expect(!drawn(1, 0).contains(true))
        #expect(!drawn(1, 1).contains(false))
    }

    @Test func oneMoreRuleDoesNotChangeTheOthersChance() {
        let rule = FaultRule(Self.stall, on: .reads, .chance(0.5))
        var alone = Faults(rules: [rule])
        var beside = Faults(rules: [rule, FaultRule(Self.stall, on: .writes, .chance(0.5))])
        for _ in 0..<100 {
            #expect(alone.fault(for: Self.get) == beside.fault(for: Self.get))
            _ = beside.fault(for: Self.create)
        }
    }
}
