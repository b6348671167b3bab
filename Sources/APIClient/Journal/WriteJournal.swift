public import Reactor

/// Keeps what is about to be changed, before it is sent, and what came of it. On the reactor's thread only.
public protocol WriteJournal: AnyObject {
    /// The request whose answer is to be kept as the state before a change; nil where none is needed, since it is known or
    /// cannot be had. The client sends it once, within ``JournalEntry/patience``.
    func readBefore(_ entry: JournalEntry) -> APIRequest?

    /// Keeps all of `entries`, and calls `kept` once, in this or a later turn of the reactor: with nil when they would
    /// survive the end of the process, else with the reason why they would not. Nothing of `entries` leaves before.
    func willSend(_ entries: [JournalEntry], kept: @escaping (_ failure: String?) -> Void)

    /// A change that was kept has ended. Called once for each.
    func didEnd(_ entry: JournalEntry, _ end: JournalEnd)

    /// A read was answered, whoever asked: what it says of objects that are changed soon need not be read again.
    ///
    /// - Parameter sent: when the request left: what is changed after that it does not show.
    func didRead(_ request: APIRequest, _ answer: Answer, sent: Reactor.Instant)
}
