/// Finds the name that somebody meant.
public enum Spelling {
    /// The candidate nearest to `name`; nil where none is near. Of equally near ones it is the first.
    ///
    /// Case and word separators do not count (`rollout_weights` is `rolloutWeights`). A mistake is a letter that is
    /// missing, superfluous, wrong or swapped with its neighbour; one is allowed in three letters, and no more than
    /// three. Where nothing is near by that measure, a name that is a part of exactly one candidate means that one.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        // No name is that long, and each letter would be taken apart.
        guard name.utf8.count <= 200 else { return nil }
        let wanted = fold(name)
        guard !wanted.isEmpty else { return nil }
        let bound = min(3, max(1, wanted.count / 3))
        var best: (candidate: String, distance: Int)?
        var containing: [String] = []
        for candidate in candidates {
            let folded = fold(candidate)
            if wanted.count >= 4, contains(folded, wanted) { containing.append(candidate) }
            guard abs(folded.count - wanted.count) <= bound else { continue }
            let distance = distance(wanted, folded)
            if distance <= bound, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate ?? (containing.count == 1 ? containing[0] : nil)
    }

    /// The letters and digits of a name in lower case.
    private static func fold(_ name: String) -> [Character] {
        name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " && $0 != "." }
    }

    private static func contains(_ text: [Character], _ part: [Character]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }

    /// The number of single mistakes between two names (Damerau-Levenshtein, optimal string alignment).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous: [Int] = []
        var current = Array(0...right.count)
        for (row, mine) in left.enumerated() {
            let last = previous
            previous = current
            current[0] = row + 1
            for (column, others) in right.enumerated() {
                let change = previous[column] + (mine == others ? 0 : 1)
                var cost = min(change, previous[column + 1] + 1, current[column] + 1)
                let isSwapped = row > 0 && column > 0 && mine == right[column - 1] && left[row - 1] == others
                if isSwapped { cost = min(cost, last[column - 1] + 1) }
                current[column + 1] = cost
            }
        }
        return current[right.count]
    }
}
