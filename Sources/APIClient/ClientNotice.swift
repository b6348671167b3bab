/// Something that a client did or met that people should know, though the call goes on.
public enum ClientNotice: Sendable, Equatable {
    /// The answer to a create was lost, and what it made was found in the list.
    case adopted(noun: String, name: String, id: String?, lost: String)
    /// The limit on requests holds for this process alone; why.
    case rateNotShared(String)
    /// The key has sent so many requests today, of so many that the service takes.
    case dayNearlyFull(count: Int64, limit: Int64)
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
        case .dayNearlyFull(let count, let limit):
            "\(count) of the \(limit) requests that the service takes in a day (UTC) were sent with this key"
        }
    }
}
