public import APIClient
public import ManagementAPI

/// A service that calls go to, with the facts that `session` shows. Never the key.
///
/// The global tables hold one for as long as they live; `.profile` makes it another service, so that functions which a
/// script has kept follow too. Calls under way and page iterators stay where they began.
public final class APITarget {
    /// `sandbox`, the profile's name, or the URL's host.
    public private(set) var name: String
    /// The base URL; for a sandbox in this process its file.
    public private(set) var url: String
    /// The profile of the config file, where one names it.
    public private(set) var profile: String?
    /// Equal for targets where the same objects are seen.
    public private(set) var identity: String
    /// Which generation of the API it speaks.
    public private(set) var generation: Generation
    /// Where its calls are declared.
    public let catalogue: Catalogue
    /// Requests per second kept at the client; nil for no bound.
    public private(set) var requestsPerSecond: Double?
    /// What sends the calls.
    public private(set) var client: Client
    /// What `fixed` answered last, while it holds.
    private var lastFixed: APITarget?

    /// Names a service; without an `identity`, its name and URL are what tells it from others.
    public init(
        name: String, url: String, profile: String? = nil, identity: String? = nil, generation: Generation,
        catalogue: Catalogue = .all, requestsPerSecond: Double? = nil, client: Client
    ) {
        self.name = name
        self.url = url
        self.profile = profile
        self.identity = identity ?? "\(name) \(url)"
        self.generation = generation
        self.catalogue = catalogue
        self.requestsPerSecond = requestsPerSecond
        self.client = client
    }

    /// Becomes another service: calls from here on go there.
    func become(_ other: APITarget) {
        lastFixed = nil
        name = other.name
        url = other.url
        profile = other.profile
        identity = other.identity
        generation = other.generation
        requestsPerSecond = other.requestsPerSecond
        client = other.client
    }

    /// The service of this moment, which stays what it is.
    public var fixed: APITarget {
        if let lastFixed { return lastFixed }
        let fixed = APITarget(
            name: name, url: url, profile: profile, identity: identity, generation: generation, catalogue: catalogue,
            requestsPerSecond: requestsPerSecond,
            client: client)
        lastFixed = fixed
        return fixed
    }

    /// Whether calls that may change something are refused.
    public var isReadOnly: Bool { client.settings.readOnly }
}
