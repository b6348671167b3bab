public import APIClient
public import LuaBridge

/// Work of the shell's own that a host function waits for: it makes calls, and ends by itself.
public protocol BackgroundWork: AnyObject {
    /// Begins it. `signal` is to be called when ``isDone`` may have changed.
    func begin(signal: @escaping () -> Void)
    /// Whether it has ended.
    var isDone: Bool { get }
    /// Gives it up soon: what is on its way ends, nothing more is begun.
    func cancel(_ extent: Cancellation)
}

extension ScriptRuntime {
    /// Waits until the work has ended, as a call of the API is waited for: Ctrl-C cancels it. Stack: [-0, +0, e]
    public func wait(for work: any BackgroundWork, on thread: LuaThread) throws {
        try thread.balanced { _ = try scheduler.block(until: WorkOperation(work), on: thread) }
    }
}

/// The work as an operation.
private final class WorkOperation: HostOperation {
    private let work: any BackgroundWork

    init(_ work: any BackgroundWork) { self.work = work }

    func begin(signal: @escaping () -> Void) { work.begin(signal: signal) }

    func advance(on thread: LuaThread) throws -> Progress { work.isDone ? .done(results: 0) : .waiting }

    func cancel(_ extent: Cancellation) { work.cancel(extent) }
}
