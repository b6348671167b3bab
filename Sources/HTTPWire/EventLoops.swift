import APIClient
import NIOCore
import NIOPosix
import Synchronization

/// The threads that do the network's work, started when the first request needs them. Several transports may share
/// them.
public final class EventLoops: Sendable {
    let threads: Int
    private let group = Mutex<MultiThreadedEventLoopGroup?>(nil)

    /// One thread serves tens of thousands of requests per second; more only help against very fast servers.
    public init(threads: Int = 1) {
        self.threads = max(1, threads)
    }

    deinit {
        guard let group = group.withLock({ $0 }) else { return }
        // Nobody waits for this: what ends the process does not end it in order.
        Task.detached { try? await group.shutdownGracefully() }
    }

    func started() -> MultiThreadedEventLoopGroup {
        group.withLock { group in
            if let group { return group }
            let made = MultiThreadedEventLoopGroup(numberOfThreads: threads)
            group = made
            return made
        }
    }
}
