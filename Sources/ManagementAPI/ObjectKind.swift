/// What makes an object type one that people talk about: how it is called, what tells one from another, and how lists and
/// cards show it.
public struct ObjectKind: Sendable, Hashable {
    /// A boolean field; below a list stands in how many objects it is true.
    public struct Tally: Sendable, Hashable {
        /// The field.
        public let field: String
        /// What an object is for which it is true: `active`.
        public let word: String
        /// Whether none is said too.
        public let isAlwaysSaid: Bool

        /// Declares a tally.
        public init(_ field: String, _ word: String, isAlwaysSaid: Bool) {
            self.field = field
            self.word = word
            self.isAlwaysSaid = isAlwaysSaid
        }
    }

    /// What one is called: `experiment`.
    public let one: String
    /// What several are called: `experiments`.
    public let many: String
    /// The field by whose value the service knows it; nil where it has none of its own.
    public let identifyingField: String?
    /// The field that code and people know it by.
    public let label: String?
    /// The field with the name that people gave it, where that is another one.
    public let title: String?
    /// The field that is true on what was deleted and is listed all the same.
    public let tombstone: String?
    /// The columns of a list, the most important first.
    public let columns: [String]
    /// How many of them a list must have room for to be of use.
    public let essentialColumns: Int
    /// The order of the fields where one is shown whole; others follow.
    public let card: [String]
    /// What is counted below a list.
    public let tallies: [Tally]
    /// Fields by which a table that somebody made by hand is taken for one.
    public let marks: [String]

    /// Declares a kind.
    public init(
        one: String, many: String, identifyingField: String? = nil, label: String? = nil, title: String? = nil,
        tombstone: String? = nil, columns: [String] = [], essentialColumns: Int = 0, card: [String],
        tallies: [Tally] = [], marks: [String]
    ) {
        self.one = one
        self.many = many
        self.identifyingField = identifyingField
        self.label = label
        self.title = title
        self.tombstone = tombstone
        self.columns = columns
        self.essentialColumns = essentialColumns
        self.card = card
        self.tallies = tallies
        self.marks = marks
    }

    /// The field that an answer with one of them must show: what the service knows it by, else what people know it by.
    public var tellingField: String? { identifyingField ?? label }

    /// A number of them, in words: `1 experiment`, `3 experiments`.
    public func count(_ number: Int) -> String { "\(number) \(number == 1 ? one : many)" }
}
