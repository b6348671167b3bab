/// The entries of this session, numbered from 1, and after them those of former sessions as far as they were read.
public struct Transcript: Sendable {
    /// One entry of this session.
    public struct Entry: Sendable {
        /// What was typed, whole.
        public let text: String
        /// It is Lua that compiled, no command and no question.
        public var isCode = false
        /// It raised.
        public var hasFailed = false
        /// It has not ended yet.
        var isRunning = false
        /// Values of it were printed.
        var hasShown = false
        /// How often `_` had been set when it began.
        var resultsBefore = 0
        /// What it was as Lua, where it was a command that did something; nil for one that a file cannot do.
        var command: (name: String, code: String?)?
        /// It begins with a space or holds what looks like a key: it is never listed and never written to a file.
        public let isPrivate: Bool
    }

    /// This session's entries; the first has number 1.
    public private(set) var entries: [Entry] = []
    /// What former sessions typed, oldest first.
    public var former: [String] = []

    init() {}

    /// The number that the next entry will have.
    public var nextNumber: Int { entries.count + 1 }

    /// The entry of that number.
    public subscript(number: Int) -> Entry? {
        entries.indices.contains(number - 1) ? entries[number - 1] : nil
    }

    /// Takes the next entry.
    mutating func add(_ text: String, isCode: Bool = false, isSecret: Bool = false) {
        let isPrivate = isSecret || text.first == " " || HistoryRule.holdsSecret(text)
        entries.append(Entry(text: text, isCode: isCode, isPrivate: isPrivate))
    }

    /// Notes that the entry of that number raised.
    mutating func markFailed(_ number: Int) { note(number) { $0.hasFailed = true } }

    /// Changes what is known of the entry of that number.
    mutating func note(_ number: Int, _ change: (inout Entry) -> Void) {
        if entries.indices.contains(number - 1) { change(&entries[number - 1]) }
    }

    /// The last `count` entries with their numbers, those of former sessions without.
    func last(_ count: Int) -> [(number: Int?, text: String)] {
        let own = entries.enumerated().filter { !$1.isPrivate }.map { (number: Optional($0 + 1), text: $1.text) }
        let missing = max(0, count - own.count)
        return former.suffix(missing).map { (nil, $0) } + own.suffix(count)
    }

    /// The number of the last entry that is code.
    var lastCode: Int? {
        entries.lastIndex { $0.isCode && !$0.isPrivate }.map { $0 + 1 }
    }
}
