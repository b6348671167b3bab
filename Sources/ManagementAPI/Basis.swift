/// Where a rule is known from.
public enum Basis: Sendable, Hashable {
    /// The documents: what breaks it is not sent.
    case documented
    /// Seen in another place, or guessed: what breaks it is sent, with a notice.
    case seen
}
