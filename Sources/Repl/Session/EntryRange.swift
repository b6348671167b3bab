/// Which entries of the session are meant: `7`, `3-7`.
struct EntryRange: Equatable {
    let first: Int
    let last: Int

    /// As it is written.
    var text: String { first == last ? "\(first)" : "\(first)-\(last)" }

    /// Reads `N` or `A-B`.
    init(_ text: String) throws(CommandError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count <= 2, let first = parts[0], let last = parts[parts.count - 1], first >= 1, last >= first
        else {
            throw CommandError("\(text) is no entry N and no range A-B; .history shows the numbers")
        }
        self.first = first
        self.last = last
    }
}
