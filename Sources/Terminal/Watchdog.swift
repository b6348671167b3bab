import CEdit

/// The clock of a limit on time. When it is over it first calls a hook that stops code; what does not stop within the grace
/// is ended with the whole process: message on standard error, terminal restored, streams flushed where that can be done.
///
/// One runs at a time. Started and stopped on the main thread, where the hook is called from a signal handler.
public final class Watchdog {
    private let limit: Duration
    private let grace: Duration
    private let code: Int32
    private let message: String
    /// Whether the clock runs.
    public private(set) var isRunning = false

    /// - Parameters:
    ///   - limit: how long code may run.
    ///   - grace: how long it may take to stop.
    ///   - code: how the process ends.
    ///   - message: what is said then, without a line end.
    public init(limit: Duration, grace: Duration, code: Int32, message: String) {
        self.limit = limit
        self.grace = grace
        self.code = code
        self.message = message
    }

    /// Starts the clock; `hook(host, reason)` must be async-signal-safe.
    /// - Returns: whether it runs; not where the system has no thread or descriptor left for it.
    public func start(_ hook: @escaping InterruptSignal.Hook, host: OpaquePointer?, reason: Int32) -> Bool {
        guard !isRunning else { return true }
        isRunning =
            csig_limit(limit.wholeMilliseconds, grace.wholeMilliseconds, hook, host, reason, code, message) == 0
        return isRunning
    }

    /// Stops the clock.
    public func stop() {
        guard isRunning else { return }
        csig_unlimit()
        isRunning = false
    }
}
