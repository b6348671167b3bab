public import Terminal

/// What the caller knows about the values that are printed: which fields matter, and what deserves a colour.
public struct PrintableStyle: Sendable {
    /// A field that holds weights by name, shown as shares of their sum.
    public struct Weights: Sendable {
        let field: String
        let orderList: String
        let orderName: String

        /// - Parameters:
        ///   - field: a table of names and numbers.
        ///   - orderList: the list of the same record, or of the one around it, whose order the names follow.
        ///   - orderName: the field of that list's records that holds the name.
        public init(field: String, orderList: String, orderName: String) {
            self.field = field
            self.orderList = orderList
            self.orderName = orderName
        }
    }

    /// A list of conditions, each shown as one line: subject, relation, values.
    public struct Conditions: Sendable {
        let list: String
        let subject: String
        let relation: String
        let values: String
        let usual: [String: String]

        /// - Parameters:
        ///   - list: the field that holds the list; the others are fields of its records.
        ///   - usual: fields whose usual values go without saying.
        public init(list: String, subject: String, relation: String, values: String, usual: [String: String]) {
            self.list = list
            self.subject = subject
            self.relation = relation
            self.values = values
            self.usual = usual
        }
    }

    /// The kinds of records; of those that are guessed the first that fits counts.
    public var kinds: [ResourceKind]
    /// The columns of records of no known kind.
    public var columns: [String]
    /// Fields that are cut last in a table: ids and keys.
    public var uncut: Set<String>
    /// Fields whose presence makes a lone table a resource, shown as a card.
    public var identities: Set<String>
    /// The field that says that more pages follow.
    public var cursorField: String
    /// Fields and the colours of their values' texts: `["state": ["running": .green]]`.
    public var colours: [String: [String: Style]]
    /// Numbers that are percentages.
    public var percentages: Set<String>
    /// nil where there are none.
    public var weights: Weights?
    /// nil where there are none.
    public var conditions: Conditions?

    /// What is not given is nothing.
    public init(
        kinds: [ResourceKind] = [], columns: [String] = [], uncut: Set<String> = [], identities: Set<String> = ["id"],
        cursorField: String = "nextCursor", colours: [String: [String: Style]] = [:],
        percentages: Set<String> = [], weights: Weights? = nil, conditions: Conditions? = nil
    ) {
        self.kinds = kinds
        self.columns = columns
        self.uncut = uncut
        self.identities = identities
        self.cursorField = cursorField
        self.colours = colours
        self.percentages = percentages
        self.weights = weights
        self.conditions = conditions
    }

    /// The kind of records: the one that is said of them; where nothing is, a guess by the fields of which `has` says that
    /// all of them have it.
    func kind(_ name: String?, _ has: (String) -> Bool) -> ResourceKind? {
        if let name { return kinds.first { $0.name == name } }
        return kinds.first { !$0.marks.isEmpty && $0.marks.allSatisfy(has) }
    }

    /// The fields, of records of a kind or with these names, whose tables are in no cell: those that a kind keeps for its
    /// cards.
    func tablesWithoutCell(_ name: String?, _ names: [[UInt8]]) -> Set<[UInt8]> {
        let all = Set(names)
        guard let kind = kind(name, { all.contains(Array($0.utf8)) }) else { return [] }
        // The order of weights is in another field.
        let needed = kind.columns + (weights.map { [$0.field, $0.orderList] } ?? [])
        return Set(kind.fields.filter { kind.keepsForCards($0) && !needed.contains($0) }.map { Array($0.utf8) })
    }
}
