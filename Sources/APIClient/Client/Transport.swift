/// One way to get a request to a server and its answer back.
public protocol Transport: AnyObject, Sendable {
    /// Makes one attempt, never a second one: the server sees the request at most once.
    ///
    /// `completion` is called exactly once, on any thread, also when the attempt is cancelled; it may be called before
    /// `send` returns. The whole attempt, from connecting to the last byte of the body, ends after `timeout`.
    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask

    /// Sends nothing more on the connections that are open; what is under way on them is finished.
    ///
    /// For answers that do not belong to their request: what else comes on that connection cannot be trusted.
    func dropConnections()
}

extension Transport {
    /// A transport without connections has nothing to drop.
    public func dropConnections() {}
}

/// An attempt that is under way.
public protocol TransportTask: Sendable {
    /// Whether anything of the request may have left; until then it may wait for a connection.
    var hasBegun: Bool { get }

    /// Ends the attempt and its connection now; does nothing when it has ended.
    func cancel()

    /// Ends the attempt where nothing of the request has left; else it goes on to its own end.
    func cancelUnlessBegun()
}

extension TransportTask {
    /// Where nobody knows better it has.
    public var hasBegun: Bool { true }

    /// Where the two cannot come at the same time.
    public func cancelUnlessBegun() { if !hasBegun { cancel() } }
}
