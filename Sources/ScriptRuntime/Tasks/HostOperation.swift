import APIClient
import LuaBridge

/// Something that a host function waits for: begun once, advanced each time it signals, until it is done.
protocol HostOperation: AnyObject {
    /// Begins it. `signal` is to be called when `advance` may get further; it may be called before `begin` returns.
    func begin(signal: @escaping () -> Void)

    /// Takes what has come. On done its results are on top of the stack of `thread`; else it will signal again.
    func advance(on thread: LuaThread) throws -> Progress

    /// Gives it up soon: it still signals, and its `advance` throws. Where writes are spared, a change that is on its way
    /// ends as it does. May be called again and at any time: whoever waits repeats it for as long as the interrupt is on,
    /// so that a next step is given up too.
    func cancel(_ extent: Cancellation)

    /// What is raised where an interrupt keeps it from beginning.
    var interruption: RaisedError { get }

    /// Runs what the operation itself needs of the thread that waits for it, while it waits.
    func work(on thread: LuaThread)
}

/// How far an operation got.
enum Progress {
    /// Its results are on the stack.
    case done(results: Int)
    /// It has begun the next step.
    case waiting
}

extension HostOperation {
    var interruption: RaisedError { .interrupted }

    func work(on thread: LuaThread) {}
}
