/// Which entries of the session are meant: `7`, `3-7`, `1-3,5`.
struct EntrySelection {
    private let ranges: [EntryRange]

    /// As it is written.
    var text: String { ranges.map(\.text).joined(separator: ",") }

    /// Reads ranges with commas between them.
    init(_ text: String) throws(CommandError) {
        var ranges: [EntryRange] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            ranges.append(try EntryRange(String(part)))
        }
        self.ranges = ranges
    }

    /// Whether the entry of that number is meant.
    func contains(_ number: Int) -> Bool { ranges.contains { ($0.first...$0.last).contains(number) } }
}
