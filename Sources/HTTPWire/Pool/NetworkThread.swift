import NIOCore
import NIOPosix
import Synchronization

/// The thread that does the network's work, started when the first request needs it. Several transports may share it.
///
/// One serves tens of thousands of requests per second, and what happens on it happens in one order.
public final class NetworkThread: Sendable {
    private let group = Mutex<MultiThreadedEventLoopGroup?>(nil)

    /// A thread that is not started.
    public init() {}

    deinit {
        guard let group = group.withLock({ $0 }) else { return }
        // Nobody waits for this: what ends the process does not end it in order.
        Task.detached { try? await group.shutdownGracefully() }
    }

    /// Its loop, running.
    var loop: any EventLoop {
        group.withLock { group in
            if let group { return group.next() }
            let started = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            group = started
            return started.next()
        }
    }
}
