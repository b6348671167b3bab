/// How a client behaves.
public struct ClientSettings: Sendable {
    /// The longest an attempt may take, from connecting to the last byte.
    public var timeout = Duration.seconds(30)
    /// Requests in flight at once, at most.
    public var concurrency = 64
    /// Calls that may change something fail before anything is sent.
    public var readOnly = false
    /// The `User-Agent` field, such as `ampsh/1.0.0`.
    public var userAgent: String
    /// The name that errors carry, for a target that is not the main one.
    public var target: String?
    /// What may be wrong where the target never answered as the API does; added to such errors. Nil where nothing is known.
    public var hint: String?
    /// Which failures are sent again.
    public var retry = RetryPolicy()

    /// The shell's defaults.
    public init(userAgent: String) {
        self.userAgent = userAgent
    }
}
