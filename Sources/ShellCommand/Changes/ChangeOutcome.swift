import Changes

/// What an undo or a resume came to.
struct ChangeOutcome {
    /// The number of the run that did it; nil where nothing was to be done.
    var run: Int64?
    /// How many lines ended so.
    var counts: [StopRules.Outcome: Int] = [:]
    /// Objects that were left as they are: others have changed them since, or nobody knows what was there.
    var left = 0
    /// What cannot be taken back, of objects that were.
    var losses = 0
    /// Why no more lines were begun; nil where all were.
    var stop: StopRules.Stop?

    /// How the process ends.
    var code: ExitCode {
        if stop == .key { return .auth }
        let bad = (counts[.failed] ?? 0) + (counts[.unknown] ?? 0) + (counts[.conflict] ?? 0) + (counts[.notTried] ?? 0)
        return bad + left + losses > 0 ? .failedItems : .done
    }

    /// `299 = 297 applied and verified · 2 left as they are`.
    func summary(of lines: Int) -> String {
        var words: [String] = []
        for outcome in StopRules.Outcome.allCases {
            guard let count = counts[outcome], count > 0 else { continue }
            words.append("\(count) \(outcome == .applied ? "applied and verified" : outcome.rawValue)")
        }
        if left > 0 { words.append("\(left) left as \(left == 1 ? "it is" : "they are")") }
        let lost = losses == 0 ? "" : " · cannot be taken back: \(losses)"
        return "\(lines) = \(words.isEmpty ? "nothing to do" : words.joined(separator: " · "))\(lost)"
    }
}
