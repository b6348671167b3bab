/// Decides for each request whether something goes wrong with it: rules, how often each was asked, and seeded chance.
///
/// The rules are asked in order and the first that plays wins; those after it do not count the request. Equal rules,
/// seeds and requests give equal faults.
public struct Faults: Sendable {
    fileprivate struct Counted: Sendable {
        let rule: FaultRule
        var chance: SeededChance
        var matched = 0
        var played = 0
    }

    private var rules: [Counted]

    /// Faults of `rules`. Each rule draws its own numbers, so that one more rule does not change the others.
    public init(rules: [FaultRule], seed: UInt64 = 1) {
        self.rules = rules.enumerated().map { place, rule in
            Counted(rule: rule, chance: SeededChance(seed: seed, stream: UInt64(place)))
        }
    }

    /// Faults of a file.
    public init(_ file: FaultFile) {
        self.init(rules: file.rules, seed: file.seed)
    }

    /// What goes wrong with the next request; nil is nothing.
    public mutating func fault(for request: RequestFacts) -> Fault? {
        for place in rules.indices where rules[place].rule.pattern.matches(request) {
            if rules[place].plays() { return rules[place].rule.fault }
        }
        return nil
    }
}

extension Faults.Counted {
    /// Counts one request that matches, and says whether it is one that the rule is played on.
    fileprivate mutating func plays() -> Bool {
        matched += 1
        if let times = rule.times, played >= times { return false }
        let isMeant =
            switch rule.occasion {
            case .each: true
            case .nth(let numbers): numbers.contains(matched)
            case .every(let step): matched.isMultiple(of: step)
            case .chance(let probability): chance.draw() < probability
            }
        if isMeant { played += 1 }
        return isMeant
    }
}
