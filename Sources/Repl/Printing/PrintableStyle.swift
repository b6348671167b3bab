public import Terminal

/// What the caller knows about the values that are printed: which fields matter, and what deserves a colour.
public struct PrintableStyle: Sendable {
    /// The fields that a table of resources shows first, in order; also the order of a card.
    public var columns: [String]
    /// Fields that are never cut in a table while anything else can be: ids and keys.
    public var uncut: Set<String>
    /// Fields whose presence makes a lone table a resource, shown as a card.
    public var identities: Set<String>
    /// The field that says that more pages follow.
    public var cursorField: String
    /// Fields and the colours of their values' texts: `["state": ["running": .green]]`.
    public var colours: [String: [String: Style]]

    /// What is not given is nothing.
    public init(
        columns: [String] = [], uncut: Set<String> = [], identities: Set<String> = ["id"],
        cursorField: String = "nextCursor", colours: [String: [String: Style]] = [:]
    ) {
        self.columns = columns
        self.uncut = uncut
        self.identities = identities
        self.cursorField = cursorField
        self.colours = colours
    }
}
