import APIClient
import AsyncHTTPClient
import Synchronization

/// The connections of one `HTTPClient`, which are closed when it is retired and nothing is under way on them.
///
/// The library cannot close one connection of its own choice, and shutting its pool down ends what is under way: so
/// a pool of which one connection is no longer trusted is replaced whole, and ends when its last answer has come.
final class ConnectionPool: Sendable {
    private struct State {
        var underWay = 0
        var isRetired = false
        var isShutDown = false
    }

    let client: HTTPClient
    private let loops: EventLoops
    private let state = Mutex(State())

    /// `loops` live at least as long as the client needs them.
    init(_ client: HTTPClient, loops: EventLoops) {
        self.client = client
        self.loops = loops
    }

    deinit {
        guard !state.withLock({ $0.isShutDown }) else { return }
        Self.shutDown(client, loops)
    }

    /// A request is about to be given to the client.
    func begin() {
        state.withLock { $0.underWay += 1 }
    }

    /// A request that `begin` announced has ended.
    func end() {
        shutDownIfDone { $0.underWay -= 1 }
    }

    /// Nothing more will be given to the client.
    func retire() {
        shutDownIfDone { $0.isRetired = true }
    }

    private func shutDownIfDone(after change: (inout State) -> Void) {
        let isDone = state.withLock { state in
            change(&state)
            guard state.isRetired, state.underWay == 0, !state.isShutDown else { return false }
            state.isShutDown = true
            return true
        }
        if isDone { Self.shutDown(client, loops) }
    }

    /// Nobody waits for it: a connection that is still being made would hold it up.
    private static func shutDown(_ client: HTTPClient, _ loops: EventLoops) {
        Task.detached {
            try? await client.shutdown()
            withExtendedLifetime(loops) {}
        }
    }
}
