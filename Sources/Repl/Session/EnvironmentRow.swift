/// A setting that holds, as `.env` shows it. Never a key.
public struct EnvironmentRow: Sendable, Equatable {
    /// The option or the variable: `--output`, `AMPSH_HISTORY`.
    public let name: String
    /// What holds.
    public let value: String
    /// Who said so: an option, a variable, a field of a profile, or nobody.
    public let origin: String

    /// A row.
    public init(name: String, value: String, origin: String) {
        self.name = name
        self.value = value
        self.origin = origin
    }
}
