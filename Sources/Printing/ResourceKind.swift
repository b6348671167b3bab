/// A kind of records that the caller knows: by the call that answered them, or by the fields that all of them have.
public struct ResourceKind: Sendable {
    /// How many rows have a value in a field, said below a table: `24 active`.
    public struct Tally: Sendable {
        let field: String
        let word: String
        let isAlwaysSaid: Bool

        /// - Parameters:
        ///   - field: a boolean field; the rows where it is true are counted.
        ///   - isAlwaysSaid: also when there are none.
        public init(field: String, word: String, isAlwaysSaid: Bool) {
            self.field = field
            self.word = word
            self.isAlwaysSaid = isAlwaysSaid
        }
    }

    /// The name of the type, by which a caller says of a table what it is.
    public var name: String
    /// What one is called.
    public var one: String
    /// What several are called.
    public var many: String
    /// The fields by which a table that somebody made by hand is taken for one; none where that is not to be guessed.
    public var marks: [String]
    /// The columns of a table, the most important first.
    public var columns: [String]
    /// How many of them a table must have room for; else few rows become cards.
    public var essential: Int
    /// The order of a card's fields; those that are not named follow.
    public var fields: [String]
    /// What is counted below a table.
    public var tallies: [Tally]

    /// A kind.
    public init(
        name: String, one: String, many: String, marks: [String], columns: [String], essential: Int, fields: [String],
        tallies: [Tally] = []
    ) {
        self.name = name
        self.one = one
        self.many = many
        self.marks = marks
        self.columns = columns
        self.essential = essential
        self.fields = fields
        self.tallies = tallies
    }

    /// Whether a field is shown by cards alone where it holds tables: known, and no column.
    func keepsForCards(_ field: String) -> Bool {
        !columns.isEmpty && fields.contains(field) && !columns.contains(field)
    }

    /// Whether a table of this kind must say that it has no room for a field. What a kind names are the columns that its
    /// caller chose, of which those that matter are asked for; of anything else nobody else would know.
    func mustBeSaid(_ field: String) -> Bool {
        guard !columns.isEmpty else { return true }
        return columns.firstIndex(of: field).map { $0 < essential } ?? !fields.contains(field)
    }

    /// Records of which nothing is known.
    static let row = ResourceKind(
        name: "row", one: "row", many: "rows", marks: [], columns: [], essential: 0, fields: [])
}
