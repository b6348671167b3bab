import APIClient
import Synchronization

/// One attempt: a request on its way to its answer, and whoever waits for it.
///
/// The script's thread makes it and may cancel it; all else is done on the network's thread, which ends it once.
final class Exchange: TransportTask {
    let id: ExchangeID
    let request: HTTPRequest
    /// The longest that all of it may take.
    let timeout: Duration
    private let handover: Handover
    private let completion: @Sendable (Result<HTTPResponse, TransportError>) -> Void
    private let begun = Atomic(false)

    init(
        _ request: HTTPRequest, timeout: Duration, handover: Handover,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) {
        id = handover.nextExchange()
        self.request = request
        self.timeout = timeout
        self.handover = handover
        self.completion = completion
    }

    var hasBegun: Bool { begun.load(ordering: .acquiring) }

    func cancel() { handover.post(.cancel(id)) }

    func cancelUnlessBegun() { handover.post(.cancelWaiting(id)) }

    /// From here on something of the request may have left.
    func begin() { begun.store(true, ordering: .releasing) }

    /// Tells the end, once.
    func end(_ result: Result<HTTPResponse, TransportError>) { completion(result) }
}

/// Names an exchange of a pool.
struct ExchangeID: Hashable, Sendable {
    let number: UInt64
}
