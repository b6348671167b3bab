/// The entries that Up, M-p and the search walk through, and where the walk stands. An entry may hold newlines.
struct HistoryCursor {
    /// Oldest first.
    private(set) var entries: [String] = []
    /// What was being written before the walk began.
    private var draft = EditedLine()
    /// The index of the entry that is shown; `entries.count` is the draft.
    private(set) var position = 0
    private let limit: Int

    init(_ entries: [String] = [], limit: Int = 10_000) {
        self.limit = max(1, limit)
        self.entries = Array(entries.suffix(self.limit))
        position = self.entries.count
    }

    /// Adds the newest entry.
    mutating func add(_ entry: String) {
        entries.append(entry)
        // Not one by one: taking from the front moves all that follow.
        if entries.count > limit + limit / 4 { entries.removeFirst(entries.count - limit) }
        begin()
    }

    /// A new line is begun: the walk starts at the newest entry.
    mutating func begin() {
        position = entries.count
        draft = EditedLine()
    }

    /// The entry before the one that is shown; nil at the oldest.
    mutating func older(_ line: EditedLine) -> EditedLine? {
        go(to: entries[..<position].lastIndex { $0 != line.text }, from: line)
    }

    /// The entry after the one that is shown, and at last the draft; nil where it is shown already.
    mutating func newer(_ line: EditedLine) -> EditedLine? {
        position < entries.count ? go(to: position + 1, from: line) : nil
    }

    mutating func oldest(_ line: EditedLine) -> EditedLine? {
        position > 0 ? go(to: 0, from: line) : nil
    }

    mutating func newest(_ line: EditedLine) -> EditedLine? {
        position < entries.count ? go(to: entries.count, from: line) : nil
    }

    /// The next older entry that begins with what stands before the cursor, which stays where it is.
    mutating func olderAlike(_ line: EditedLine) -> EditedLine? {
        let prefix = line.before
        let text = line.text
        let index = entries[..<position].lastIndex { $0.utf8.starts(with: prefix.utf8) && $0 != text }
        return go(to: index, from: line).map { EditedLine(scalars: $0.scalars, cursor: line.cursor) }
    }

    /// The next newer one, and at last the draft.
    mutating func newerAlike(_ line: EditedLine) -> EditedLine? {
        guard position < entries.count else { return nil }
        let prefix = line.before
        let text = line.text
        let index = entries[(position + 1)...].firstIndex { $0.utf8.starts(with: prefix.utf8) && $0 != text }
        return go(to: index ?? entries.count, from: line).map { EditedLine(scalars: $0.scalars, cursor: line.cursor) }
    }

    /// What follows the line in the newest entry that begins with it.
    func suggestion(for line: String) -> String? {
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        let count = line.utf8.count
        let entry = entries.last { $0.utf8.count > count && $0.utf8.starts(with: line.utf8) }
        return entry.map { String(decoding: $0.utf8.dropFirst(count), as: UTF8.self) }
    }

    /// Shows an entry that was found otherwise.
    mutating func show(_ index: Int, from line: EditedLine) { _ = go(to: index, from: line) }

    private mutating func go(to index: Int?, from line: EditedLine) -> EditedLine? {
        guard let index else { return nil }
        if position == entries.count { draft = line }
        position = index
        return index == entries.count ? draft : EditedLine(entries[index])
    }
}
