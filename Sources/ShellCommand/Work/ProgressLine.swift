import ScriptRuntime
import Terminal

/// What the line about long work says, and from when on. Pure: the clock is passed in.
struct ProgressLine {
    /// A point of the clock that is passed in.
    typealias Instant = ContinuousClock.Instant

    /// What was done up to a moment.
    struct Facts: Equatable {
        var work: WorkCount
        /// Requests that were sent again.
        var retries = 0
        /// Answers that asked to slow down.
        var throttles = 0
    }

    /// Shorter work needs no line.
    static let delay = Duration.milliseconds(500)
    /// One call, or code without any, needs none until then.
    static let longDelay = Duration.seconds(2)
    /// From one painting to the next, at least.
    static let interval = Duration.milliseconds(100)
    /// The rate is that of the last seconds: what comes next is most like them.
    private static let window = Duration.seconds(5)

    private let begun: Instant
    private var samples: [(at: Instant, done: Int)] = []
    private var workID: Int?

    /// The code began to run.
    init(begun: Instant) {
        self.begun = begun
    }

    /// The line for now, at most `width` columns; nil when there is nothing to show. Asked about every `interval`.
    mutating func text(_ facts: Facts, at now: Instant, width: Int) -> String? {
        let rate = rate(of: facts.work, at: now)
        guard begun.duration(to: now) >= Self.delay else { return nil }
        if facts.work.kind == .calls, facts.work.done == 0, facts.retries == 0 {
            // Nobody could see the end of one call coming, but that something goes on, and for how long.
            let elapsed = begun.duration(to: now)
            guard elapsed >= Self.longDelay else { return nil }
            return Self.fitted(["running \(elapsed.components.seconds) s"], width: width)
        }
        return Self.fitted(Self.parts(facts, rate), width: width)
    }

    // MARK: - The rate

    private mutating func rate(of work: WorkCount, at now: Instant) -> Double? {
        if work.id != workID {
            // What is seen first began with the code, as far as anybody knows.
            samples = [workID == nil ? (begun, 0) : (now, work.done)]
            workID = work.id
        }
        while samples.count > 1, samples[1].at.duration(to: now) >= Self.window { samples.removeFirst() }
        let first = samples[0]
        samples.append((now, work.done))
        let elapsed = first.at.duration(to: now) / .seconds(1)
        guard elapsed > 0, work.done > first.done else { return nil }
        return Double(work.done - first.done) / elapsed
    }

    // MARK: - The words

    private static func parts(_ facts: Facts, _ rate: Double?) -> [String] {
        let work = facts.work
        var parts: [String] = []
        switch (work.kind, work.total) {
        case (.calls, _): parts.append(work.done == 1 ? "1 call" : "\(work.done) calls")
        case (let kind, let total?): parts.append("\(kind.rawValue) \(work.done)/\(total)")
        case (let kind, nil): parts.append("\(kind.rawValue) \(work.done)")
        }
        if let rate {
            parts.append("\(words(rate))/s")
            if let total = work.total, total > work.done {
                parts.append("\(words(secondsLeft: Double(total - work.done) / rate)) left")
            }
        }
        if facts.retries > 0 { parts.append(facts.retries == 1 ? "1 retry" : "\(facts.retries) retries") }
        if facts.throttles > 0 { parts.append("\(facts.throttles) throttled") }
        return parts
    }

    /// One decimal below ten.
    private static func words(_ rate: Double) -> String {
        guard rate < 9.95 else { return "\(Int(min(rate, 1e9).rounded()))" }
        let tenths = max(1, Int((rate * 10).rounded()))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func words(secondsLeft: Double) -> String {
        let seconds = Int(min(secondsLeft, 1e9).rounded(.up))
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 100 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    /// Whole parts, as many as fit; at least as much of the first as does.
    private static func fitted(_ parts: [String], width: Int) -> String {
        var text = ""
        for part in parts {
            let longer = text.isEmpty ? part : "\(text) · \(part)"
            guard longer.count <= width else { break }
            text = longer
        }
        return text.isEmpty ? String((parts.first ?? "").prefix(max(0, width))) : text
    }
}
