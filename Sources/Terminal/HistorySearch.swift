/// Ctrl-R and Ctrl-S as a pure machine: keys go in, and what to show comes out. A capital makes it mind case.
struct HistorySearch {
    enum Direction: Sendable {
        case older, newer
    }

    /// What a key means to the search.
    enum Step: Equatable {
        /// It goes on; whether there is something to beep about.
        case goOn(beep: Bool)
        /// It ended with this key: the found line is placed, or the former one put back.
        case place, abort
        /// The found line is placed and the key acts on it.
        case act
    }

    let entries: [String]
    let original: EditedLine
    private(set) var pattern = ""
    private(set) var direction: Direction
    private(set) var hasFailed = false
    /// The entry that is found, and where in it, in scalars.
    private(set) var found: (index: Int, offset: Int)?
    private let former: String
    /// For each character of the pattern, what was found before it.
    private var trail: [(index: Int, offset: Int)?] = []

    /// - Parameters:
    ///   - former: the last pattern, which a second Ctrl-R takes where none is typed.
    init(_ direction: Direction, entries: [String], original: EditedLine, former: String = "") {
        self.direction = direction
        self.entries = entries
        self.original = original
        self.former = former
    }

    /// What stands in the place of the prompt.
    var prompt: String {
        let name = direction == .older ? "search" : "search forward"
        return hasFailed ? "(\(name), not found)`\(pattern)': " : "(\(name))`\(pattern)': "
    }

    /// The line to show.
    var line: EditedLine {
        guard let found else { return original }
        let entry = EditedLine(entries[found.index])
        return EditedLine(scalars: entry.scalars, cursor: found.offset)
    }

    /// What of the line is what was looked for, in scalars.
    var match: Range<Int>? {
        guard let found, !pattern.isEmpty else { return nil }
        let end = min(found.offset + pattern.unicodeScalars.count, entries[found.index].unicodeScalars.count)
        return found.offset < end ? found.offset..<end : nil
    }

    mutating func key(_ character: Unicode.Scalar) -> Step {
        switch character.value {
        case 0x12: return again(.older)
        case 0x13: return again(.newer)
        case 0x07: return .abort
        case 0x1B: return .place
        case 0x08, 0x7F:
            guard let before = trail.popLast() else { return .goOn(beep: true) }
            pattern.unicodeScalars.removeLast()
            found = before
            hasFailed = false
            return .goOn(beep: false)
        case 0..<0x20: return .act
        default:
            trail.append(found)
            pattern.unicodeScalars.append(character)
            return look(from: found?.index, isNext: false)
        }
    }

    private mutating func again(_ direction: Direction) -> Step {
        self.direction = direction
        if pattern.isEmpty {
            trail = former.unicodeScalars.map { _ in nil }
            pattern = former
            return pattern.isEmpty ? .goOn(beep: true) : look(from: found?.index, isNext: false)
        }
        return look(from: found?.index, isNext: true)
    }

    /// Looks from an entry on, or beyond it; the same text is not found twice in a row.
    private mutating func look(from start: Int?, isNext: Bool) -> Step {
        let shown = found.map { entries[$0.index] }
        var index = start ?? (direction == .older ? entries.count - 1 : 0)
        if isNext, start != nil { index += direction == .older ? -1 : 1 }
        while entries.indices.contains(index) {
            if !(isNext && entries[index] == shown), let offset = Self.offset(of: pattern, in: entries[index]) {
                found = (index, offset)
                hasFailed = false
                return .goOn(beep: false)
            }
            index += direction == .older ? -1 : 1
        }
        hasFailed = true
        return .goOn(beep: true)
    }

    /// Where the pattern stands in a text, in scalars.
    static func offset(of pattern: String, in text: String) -> Int? {
        let mindsCase = pattern.contains { $0.isUppercase }
        let wanted = pattern.unicodeScalars.map { mindsCase ? $0.value : folded($0) }
        let characters = text.unicodeScalars.map { mindsCase ? $0.value : folded($0) }
        guard !wanted.isEmpty, characters.count >= wanted.count else { return nil }
        return (0...characters.count - wanted.count).first { start in
            characters[start] == wanted[0] && wanted.indices.allSatisfy { characters[start + $0] == wanted[$0] }
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        case 0x41...0x5A: scalar.value | 0x20
        case 0..<0x80: scalar.value
        default: scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
        }
    }
}
