/// What the shell talks to.
public enum Target: Sendable, Equatable {
    /// A sandbox file, or `:memory:`.
    case sandbox(path: String)
    case live(LiveTarget)

    /// The name in the prompt: `sandbox`, the profile, or the URL's host.
    public var label: String {
        switch self {
        case .sandbox: "sandbox"
        case .live(let live): live.profile ?? live.host
        }
    }

    /// The path of a sandbox that is thrown away at the end.
    public static let throwAwaySandbox = ":memory:"
}

/// An API over HTTP.
public struct LiveTarget: Sendable, Equatable {
    /// As it was written; it has been checked.
    public let url: String
    public let host: String
    public let isLoopback: Bool
    public let key: KeySource
    public let generation: Generation
    /// The profile that names it.
    public let profile: String?
    public let isProtected: Bool
    public let colour: PromptColour?
    /// What the profile says about requests per second.
    let profileRate: Double?
}
