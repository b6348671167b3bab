/// A target that `.profile` can switch to.
public struct ProfileRow: Sendable, Equatable {
    /// What it is called, as it is shown.
    public let name: String
    /// Its URL or file.
    public let place: String
    /// It is the one that calls go to.
    public let isPresent: Bool
    /// It may be offered by its name: that is shown as it is.
    public let canBeOffered: Bool

    /// A row.
    public init(name: String, place: String, isPresent: Bool, canBeOffered: Bool = true) {
        self.name = name
        self.place = place
        self.isPresent = isPresent
        self.canBeOffered = canBeOffered
    }
}
