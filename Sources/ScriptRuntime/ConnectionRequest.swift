public import ManagementAPI

/// What `connect` was asked for.
public struct ConnectionRequest: Sendable, Equatable {
    /// Where to.
    public enum Place: Sendable, Equatable {
        /// A profile of the config file.
        case profile(String)
        /// A sandbox file; nil for the usual one.
        case sandbox(path: String?)
    }

    /// Where to.
    public let place: Place
    /// The generation of the API; nil for the place's own.
    public let generation: Generation?

    /// A connection to a place.
    public init(_ place: Place, generation: Generation? = nil) {
        self.place = place
        self.generation = generation
    }
}
