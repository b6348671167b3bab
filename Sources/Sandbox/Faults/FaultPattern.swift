/// Which requests a rule is about.
public enum FaultPattern: Sendable, Equatable {
    /// Every request.
    case all
    /// Requests that change nothing.
    case reads
    /// Requests that may change something.
    case writes
    /// The requests of one endpoint, by its id.
    case endpoint(String)
    /// Requests of a path whose segments are these, `*` being any; nil is any method.
    case path(method: String?, segments: [String])

    /// Whether `request` is one of them.
    public func matches(_ request: RequestFacts) -> Bool {
        switch self {
        case .all: return true
        case .reads: return !request.mutates
        case .writes: return request.mutates
        case .endpoint(let id): return request.endpoint == id
        case .path(let method, let segments):
            guard method == nil || method == request.method else { return false }
            let given = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            return given.count == segments.count
                && zip(segments, given).allSatisfy { $0 == "*" || $0 == $1 }
        }
    }
}
