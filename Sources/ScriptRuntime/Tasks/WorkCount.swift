/// How far a piece of work is.
public struct WorkCount: Sendable, Equatable {
    /// What counts.
    public enum Kind: String, Sendable {
        /// The items of a `parallel`.
        case parallel
        /// The items that `all` has.
        case all
        /// The items that an `each` gave.
        case each
        /// Calls of the API, where nothing else counts.
        case calls
    }

    /// What counts.
    public var kind: Kind
    /// Tells a piece of work from the next one of its kind.
    public var id: Int
    /// How many are done.
    public var done: Int
    /// How many there are in all, where that is known.
    public var total: Int?

    /// A piece of work.
    public init(kind: Kind, id: Int, done: Int = 0, total: Int? = nil) {
        self.kind = kind
        self.id = id
        self.done = done
        self.total = total
    }
}
