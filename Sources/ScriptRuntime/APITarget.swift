public import APIClient
public import ManagementAPI

/// A service that calls go to, with the facts that `session` shows. Never the key.
public final class APITarget {
    /// `sandbox`, the profile's name, or the URL's host.
    public let name: String
    /// The base URL; for a sandbox in this process its file.
    public let url: String
    /// The profile of the config file, where one names it.
    public let profile: String?
    /// Equal for targets where the same objects are seen.
    public let identity: String
    /// Which generation of the API it speaks.
    public let generation: Generation
    /// Requests per second kept at the client; nil for no bound.
    public let requestsPerSecond: Double?
    /// What sends the calls.
    public let client: Client

    /// Names a service; without an `identity`, its name and URL are what tells it from others.
    public init(
        name: String, url: String, profile: String? = nil, identity: String? = nil, generation: Generation,
        requestsPerSecond: Double? = nil, client: Client
    ) {
        self.name = name
        self.url = url
        self.profile = profile
        self.identity = identity ?? "\(name) \(url)"
        self.generation = generation
        self.requestsPerSecond = requestsPerSecond
        self.client = client
    }

    /// Whether calls that may change something are refused.
    public var isReadOnly: Bool { client.settings.readOnly }
}
