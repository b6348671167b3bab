/// What `connect` was asked for.
public enum ConnectionRequest: Sendable, Equatable {
    /// A profile of the config file.
    case profile(String)
    /// A sandbox file; nil for the usual one.
    case sandbox(path: String?)
}
