/// What a reader does with half a surrogate pair, which no text can hold: JavaScript cuts strings in the middle of one.
public enum JSONSurrogates: Sendable {
    /// It is an error, as the grammar's authors advise.
    case refused
    /// It becomes U+FFFD, in a `\u` escape and in the three bytes that some writers make of it.
    case replaced
}
