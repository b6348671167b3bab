/// One text of each of many entries, found by its beginning: a sorted order of the entries' numbers.
///
/// Small and capital ASCII letters are one. New texts wait unsorted until they are a page's worth or somebody asks: taking
/// them in one by one costs little, and asking never sorts more than a page.
struct PrefixColumn {
    private static let mostWaiting = 1024

    /// The folded text of each entry, by number; empty for none.
    private var texts: [String] = []
    /// Numbers of entries by their text, without the empty ones.
    private var order: [Int32] = []
    private var waiting: [Int32] = []

    /// Sets the text of an entry: one that is there, or the next.
    mutating func set(_ entry: Int, _ text: String) {
        let folded = Self.folded(text)
        if entry < texts.count {
            guard texts[entry] != folded else { return }
            if !texts[entry].isEmpty {
                order.removeAll { $0 == Int32(entry) }
                waiting.removeAll { $0 == Int32(entry) }
            }
            texts[entry] = folded
        } else {
            texts.append(folded)
        }
        guard !folded.isEmpty else { return }
        waiting.append(Int32(entry))
        if waiting.count >= Self.mostWaiting { sort() }
    }

    /// The entries whose text begins with `prefix`, by their text.
    mutating func entries(beginningWith prefix: String) -> ArraySlice<Int32> {
        sort()
        let prefix = Self.folded(prefix)
        let start = firstPlace(from: 0) { !Self.precedes(texts[Int($0)], prefix) }
        let end = firstPlace(from: start) { !texts[Int($0)].utf8.starts(with: prefix.utf8) }
        return order[start..<end]
    }

    /// The longest beginning that the texts of a sorted slice share, folded.
    func sharedPrefix(of slice: ArraySlice<Int32>) -> String {
        guard let first = slice.first, let last = slice.last else { return "" }
        // What the first and the last share, all between them share.
        var prefix = Substring(texts[Int(first)])
        while !texts[Int(last)].utf8.starts(with: prefix.utf8) { prefix = prefix.dropLast() }
        return String(prefix)
    }

    /// Merges what waits into the order.
    private mutating func sort() {
        guard !waiting.isEmpty else { return }
        let new = waiting.sorted { precedes($0, $1) }
        waiting = []
        var merged: [Int32] = []
        merged.reserveCapacity(order.count + new.count)
        var from = 0
        for entry in new {
            let place = firstPlace(from: from) { precedes(entry, $0) }
            merged += order[from..<place]
            merged.append(entry)
            from = place
        }
        merged += order[from...]
        order = merged
    }

    private func precedes(_ first: Int32, _ second: Int32) -> Bool {
        let (one, other) = (texts[Int(first)], texts[Int(second)])
        if Self.precedes(one, other) { return true }
        return first < second && one.utf8.elementsEqual(other.utf8)
    }

    /// The first place in the order from `start` on where a condition holds that then holds to the end.
    private func firstPlace(from start: Int, where holds: (Int32) -> Bool) -> Int {
        var low = start
        var high = order.count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(order[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// By bytes, not by characters: beginnings are bytes too.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    private static func folded(_ text: String) -> String {
        guard text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return text }
        return String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
