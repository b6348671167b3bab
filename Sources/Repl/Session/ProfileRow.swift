/// A target that `.profile` can switch to.
public struct ProfileRow: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// Its URL or file.
    public let place: String
    /// It is the one that calls go to.
    public let isPresent: Bool

    /// A row.
    public init(name: String, place: String, isPresent: Bool) {
        self.name = name
        self.place = place
        self.isPresent = isPresent
    }
}
