/// Something that a client did or met that people should know, though the call goes on.
public enum ClientNotice: Sendable, Equatable {
    /// The answer to a create was lost, and what it made was found in the list.
    case adopted(noun: String, name: String, id: String?, lost: String)
    /// The limit on requests holds for this process alone; why.
    case rateNotShared(String)
    /// Creates cannot be told from those of other processes; why.
    case createsNotShared(String)
    /// An answer had half a character in it, which was replaced.
    case replacedSurrogates
    /// An argument breaks a rule that is only seen elsewhere, and is sent all the same.
    case doubtful(call: String, argument: String, problem: String)
    /// The key has sent so many requests today, of so many that the service takes.
    case dayNearlyFull(count: Int64, limit: Int64)
}

extension ClientNotice {
    /// What a notice is about: of some, one is enough.
    enum Kind: Hashable {
        case adopted, rateNotShared, createsNotShared, replacedSurrogates, dayNearlyFull
        case doubtful(String)
    }

    var kind: Kind {
        switch self {
        case .adopted: .adopted
        case .rateNotShared: .rateNotShared
        case .createsNotShared: .createsNotShared
        case .replacedSurrogates: .replacedSurrogates
        case .dayNearlyFull: .dayNearlyFull
        case .doubtful(let call, let argument, _): .doubtful("\(call) \(argument)")
        }
    }
}

extension ClientNotice: CustomStringConvertible {
    /// One readable line.
    public var description: String {
        switch self {
        case .adopted(let noun, let name, let id, let lost):
            "the answer to a create was lost (\(lost)); the \(noun) is in the list as it was sent "
                + "(\(name)\(id.map { ", id \($0)" } ?? "")) and was taken as the result"
        case .rateNotShared(let problem):
            "the rate limit is not shared with other processes: \(problem)"
        case .createsNotShared(let problem):
            "what is created cannot be told from what other processes create, so a create whose answer is lost stays "
                + "unknown: \(problem)"
        case .replacedSurrogates:
            "a text of the service has half a character in it (a lone surrogate), which no text can hold: it is shown as "
                + "\u{FFFD}, and what is sent back will differ from what the service has"
        case .doubtful(let call, let argument, let problem):
            "\(call): \(argument): \(problem), as far as is known; it is sent all the same"
        case .dayNearlyFull(let count, let limit):
            "\(count) of the \(limit) requests that the service takes in a day (UTC) were sent with this key"
        }
    }
}
