import APIClient
import LuaBridge
import Reactor

/// `sleep(seconds)`.
final class SleepOperation: HostOperation {
    private let reactor: Reactor
    private let duration: Duration
    private var timer: Reactor.TimerID?
    private var isOver = false
    private var isCancelled = false
    private var signal: () -> Void = {}

    init(_ duration: Duration, reactor: Reactor) {
        self.duration = duration
        self.reactor = reactor
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        timer = reactor.schedule(after: duration) { [weak self] in
            self?.isOver = true
            self?.signal()
        }
    }

    func advance(on thread: LuaThread) throws -> Progress {
        if isCancelled { throw RaisedError.interrupted }
        return isOver ? .done(results: 0) : .waiting
    }

    func cancel(_ extent: Cancellation) {
        isCancelled = true
        if let timer { reactor.cancel(timer) }
        signal()
    }
}
