/// The name that was probably meant by a wrong one.
///
/// Distance is Damerau-Levenshtein over letters in lower case, without dashes and underscores.
enum NearestName {
    static func nearest(to wrong: String, among names: some Sequence<String>) -> String? {
        let bare = letters(of: wrong)
        guard !bare.isEmpty else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let candidate = letters(of: name)
            let distance = distance(bare, candidate)
            let bound = max(1, min(bare.count, candidate.count) / 3)
            guard distance <= bound, distance < best?.distance ?? Int.max else { continue }
            best = (name, distance)
        }
        return best?.name
    }

    private static func letters(of name: String) -> [Character] {
        name.lowercased().filter { $0 != "-" && $0 != "_" }.map { $0 }
    }

    /// Insertions, deletions, changes and swaps of neighbours that lead from one to the other.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
