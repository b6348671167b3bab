/// One change on its way through the journal.
public struct JournalEntry {
    /// How long the state before a change is waited for.
    public static let patience = Duration.seconds(5)

    /// The call that makes it.
    public let call: CallID
    /// What is sent.
    public let request: APIRequest
    /// What the read before it answered; nil where there was none, or where it failed.
    public internal(set) var before: Answer?
}
