/// A named target: one table of the config file.
public struct Profile: Sendable, Equatable {
    public let name: String
    /// Nil means the default URL of the generation.
    public var url: String?
    public var key: KeySource?
    /// The generation of the API.
    public var generation: Generation?
    /// Writes are asked for, and the prompt is red.
    public var isProtected = false
    /// Requests per second.
    public var rate: Double?
    public var colour: PromptColour?

    public init(name: String) { self.name = name }
}

/// Where the key of a target comes from; never the key itself.
public enum KeySource: Sendable, Equatable {
    case variable(String)
    /// A path; `~/` is the home folder, and a relative one is counted from the config file's folder.
    case file(String)
    case command(String)
}

/// What the environment said about a variable that may hold a key.
public enum KeyState: Sendable, Equatable {
    case absent, empty, present
}
