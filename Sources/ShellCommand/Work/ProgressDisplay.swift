import APIClient
import Reactor
import ScriptRuntime
import Terminal

/// Shows the line about long work from the waiting loop: a timer of the reactor paints it, and no thread.
final class ProgressDisplay {
    private let console: Console
    private let reactor: Reactor
    private let meter: ProgressTracker
    private let statistics: () -> Statistics
    private var line: ProgressLine?
    private var before = Statistics()
    private var timer: Reactor.TimerID?
    /// Whether long work is shown, where standard error is a terminal that can show it.
    var isOn: Bool

    init(
        console: Console, reactor: Reactor, meter: ProgressTracker, isOn: Bool, statistics: @escaping () -> Statistics
    ) {
        self.console = console
        self.reactor = reactor
        self.meter = meter
        self.isOn = isOn
        self.statistics = statistics
    }

    /// Code begins to run.
    func begin() {
        end()
        guard isOn, console.canShowTransient else { return }
        before = statistics()
        line = ProgressLine(begun: reactor.now)
        schedule(after: ProgressLine.delay)
    }

    /// The code has ended: nothing is left on the terminal.
    func end() {
        if let timer { reactor.cancel(timer) }
        timer = nil
        line = nil
        console.eraseTransient()
    }

    private func schedule(after delay: Duration) {
        timer = reactor.schedule(after: delay) { [weak self] in self?.paint() }
    }

    private func paint() {
        let now = statistics()
        let facts = ProgressLine.Facts(
            work: meter.current, retries: now.repetitions - before.repetitions,
            throttles: now.throttles - before.throttles)
        // Room for the terminal's own ^C behind it.
        if let text = line?.text(facts, at: reactor.now, width: console.width - 3) {
            console.show(transient: text)
        } else {
            console.eraseTransient()
        }
        schedule(after: ProgressLine.interval)
    }
}
