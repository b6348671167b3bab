/// Where names stand in a TOML text, for messages.
///
/// TOMLKit keeps no positions of what it has read, so the lines are looked through for table headers and for names
/// before an equals sign. What is written otherwise (inline tables, dotted names, multi-line strings that look like
/// fields) may have no place, or the line of the header.
struct TOMLPlaces {
    /// Counted from 1.
    struct Place: Equatable {
        let line: Int
        let column: Int
    }

    private struct Entry {
        let table: [String]
        /// Nil for the header of the table.
        let name: String?
        let place: Place
    }

    private var entries: [Entry] = []

    init(_ text: String) {
        var table: [String] = []
        // Over scalars: "\r\n" is one Character, which is no newline to a split by "\n".
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " || $0 == "\t" }.count
            let rest = String(line.dropFirst(indent))
            let place = Place(line: index + 1, column: indent + 1)
            if rest.hasPrefix("[") {
                table = Self.names(rest.drop { $0 == "[" }.prefix { $0 != "]" })
                entries.append(Entry(table: table, name: nil, place: place))
            } else if let equals = rest.firstIndex(of: "="), !rest.hasPrefix("#") {
                let names = Self.names(rest[..<equals])
                guard let last = names.last else { continue }
                entries.append(Entry(table: table + names.dropLast(), name: last, place: place))
            }
        }
    }

    /// The place of a name in a table; without a name, or when it is not found, that of the table's header.
    func place(of name: String?, in table: [String]) -> Place? {
        let header = entries.first { $0.table == table && $0.name == nil }
        guard let name else { return header?.place }
        let field = entries.first { $0.table == table && $0.name == name }
        let whole = entries.first { $0.table == Array(table.dropLast()) && $0.name == table.last }
        return (field ?? header ?? whole)?.place
    }

    private static func names(_ dotted: some StringProtocol) -> [String] {
        dotted.split(separator: ".").map { part in
            let bare = part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            return String(bare.filter { $0 != "\"" && $0 != "'" })
        }
    }
}
