import Secrets

/// Why a call failed, as a value: what Lua's error tables are made of.
public struct APIError: Error, Sendable, Equatable {
    /// The family of a failure; raw values are the `kind` of Lua's error tables.
    public enum Kind: String, Sendable, CaseIterable {
        /// 400 and other 4xx.
        case invalid
        /// 401.
        case auth
        /// 403.
        case forbidden
        /// 404.
        case notFound = "not_found"
        /// 429.
        case rateLimited = "rate_limited"
        /// 5xx.
        case server
        /// Connection, DNS, TLS, proxy, deadline.
        case network
        /// 3xx, an odd 2xx, or a body that cannot be read.
        case decode
        /// A wrong argument; nothing was sent.
        case argument
        /// Forbidden by the shell's own rules; nothing was sent.
        case refused
        /// Cancelled.
        case interrupted
        /// Nobody can tell whether a write happened.
        case unknown
        /// Around a raise that is no table.
        case raised
    }

    /// What became of a write.
    public enum Outcome: String, Sendable, CaseIterable {
        /// The server did it.
        case applied
        /// The server did not do it.
        case notApplied = "not_applied"
        /// Of several requests that the call is made of, some were done and others not.
        case partly
        /// It may have been done.
        case unknown
    }

    /// The family.
    public var kind: Kind
    /// The status of the last answer, if one came.
    public var status: Int?
    /// What went wrong, in one line; the answer's own message where it had one.
    public var message: String
    /// The method token.
    public var method: String
    /// The path without the query.
    public var path: String
    /// The beginning of the answer's body: valid UTF-8, about 500 bytes, control characters as they came.
    public var body: String?
    /// How often the request was sent; 0 when it never left.
    public var attempts: Int
    /// What became of a write; nil for reads.
    public var outcome: Outcome?
    /// The name of the target, where it is not the main one.
    public var target: String?
    /// The requests of a call that is made of several, in the order tried; nil for others.
    public var steps: [CallStep]?

    /// Makes an error. Anything in `message` or `body` that looks like a management key is redacted.
    public init(
        kind: Kind, status: Int? = nil, message: String, method: String, path: String, body: String? = nil,
        attempts: Int = 0, outcome: Outcome? = nil, target: String? = nil
    ) {
        self.kind = kind
        self.status = status
        self.message = OneLine.shortened(KeyRedaction.redacted(message), to: 300)
        self.method = method
        self.path = KeyRedaction.redacted(path)
        self.body = body.map(KeyRedaction.redacted)
        self.attempts = attempts
        self.outcome = outcome
        self.target = target
    }
}
