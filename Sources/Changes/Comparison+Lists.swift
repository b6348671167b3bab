import JSON
import ManagementAPI

/// Lists: of names, of records with names, and of what has no name.
extension Comparison {
    /// A list in which the order does not count, and nothing counts twice.
    mutating func compareSets(
        _ before: [JSONValue], _ after: [JSONValue], _ field: FieldPair, at place: FieldPlace
    ) {
        func key(_ value: JSONValue) -> [UInt8] { field.isName ? Array(value.text.utf8) : value.sameKey }
        let (mine, other) = (Set(before.map(key)), Set(after.map(key)))
        guard mine != other else { return }
        let words = ValueWords()
        if relation == .counterparts, field.refersToItsPlace {
            // Elsewhere other objects take the place of these: nobody can tell which, but how many.
            guard mine.count != other.count else { return }
            return note(
                place, .array(before), .array(after), .value(words.count(before.count), words.count(after.count)))
        }
        note(
            place, .array(before), .array(after),
            .items(
                added: Self.distinct(after, by: key).filter { !mine.contains(key($0)) }.compactMap(words.text),
                removed: Self.distinct(before, by: key).filter { !other.contains(key($0)) }.compactMap(words.text)))
    }

    private static func distinct(_ values: [JSONValue], by key: (JSONValue) -> [UInt8]) -> [JSONValue] {
        var seen: Set<[UInt8]> = []
        return values.filter { seen.insert(key($0)).inserted }
    }

    /// Records that are told from each other by a field of theirs, wherever they stand.
    mutating func compareRecords(_ lists: ListPair, by key: String, at place: FieldPlace) {
        var places = Self.places(lists.after, by: key)
        for (index, item) in lists.before.enumerated() {
            let name = item[key]?.text ?? ""
            if let there = places.removeValue(forKey: name) {
                compare(lists.pair(index, there), at: place.record(index, named: name))
            } else {
                note(place.item(index), item, nil, .value(lists.words(item), nil))
            }
        }
        for index in places.values.sorted() {
            let item = lists.after[index]
            note(place.item(index), nil, item, .value(nil, lists.words(item)))
        }
    }

    private static func places(_ items: [JSONValue], by key: String) -> [String: Int] {
        Dictionary(items.enumerated().map { ($1[key]?.text ?? "", $0) }) { first, _ in first }
    }

    /// Objects without names, whose order does not count: what has no equal on the other side was added or removed; one of
    /// each was changed.
    mutating func compareUnordered(_ lists: ListPair, at place: FieldPlace) {
        var added = Array(lists.after.indices)
        var removed: [Int] = []
        for index in lists.before.indices {
            if let found = added.firstIndex(where: { areAlike(lists.pair(index, $0)) }) {
                added.remove(at: found)
            } else {
                removed.append(index)
            }
        }
        if let mine = removed.first, let other = added.first, removed.count == 1, added.count == 1 {
            return compare(lists.pair(mine, other), at: place.item(mine))
        }
        noteRest(lists, removed, added, at: place)
    }

    private mutating func noteRest(_ lists: ListPair, _ removed: [Int], _ added: [Int], at place: FieldPlace) {
        for index in removed {
            let item = lists.before[index]
            note(place.item(index), item, nil, .value(lists.words(item), nil))
        }
        for index in added {
            let item = lists.after[index]
            note(place.item(index), nil, item, .value(nil, lists.words(item)))
        }
    }

    /// Objects whose order counts: those that stayed in order are found first; equal ones that are left stand elsewhere; of
    /// the rest those of one name were changed, then those at the same place.
    mutating func compareOrdered(_ lists: ListPair, at place: FieldPlace) {
        var rest = Alignment(lists.before.count, lists.after.count) { areAlike(lists.pair($0, $1)) }.gaps
            .map { (removed: Array($0.before), added: Array($0.after)) }
        let moved = Self.takePairs(from: &rest) { areAlike(lists.pair($0, $1)) }
        var changed: [(Int, Int)] = []
        if let title = lists.typeBefore.kind?.title ?? lists.typeBefore.kind?.card.first {
            changed = Self.takePairs(from: &rest) { mine, other in
                guard let name = lists.before[mine][title], !name.isNothing else { return false }
                return name.isTheSame(as: lists.after[other][title] ?? .null)
            }
        }
        for index in rest.indices {
            let pairs = zip(rest[index].removed, rest[index].added)
            changed += pairs
            let count = min(rest[index].removed.count, rest[index].added.count)
            rest[index].removed.removeFirst(count)
            rest[index].added.removeFirst(count)
        }
        for (mine, other) in changed.sorted(by: { $0.0 < $1.0 }) {
            compare(lists.pair(mine, other), at: place.item(mine))
        }
        for (mine, other) in moved {
            note(
                place.item(mine), .integer(Int64(mine + 1)), .integer(Int64(other + 1)), .place(mine + 1, other + 1))
        }
        noteRest(lists, rest.flatMap(\.removed), rest.flatMap(\.added), at: place)
    }

    /// Takes items out of what is left that belong together, wherever they stand.
    private static func takePairs(
        from rest: inout [(removed: [Int], added: [Int])], _ belong: (Int, Int) -> Bool
    ) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        for gap in rest.indices {
            for mine in rest[gap].removed {
                for other in rest.indices {
                    guard let found = rest[other].added.firstIndex(where: { belong(mine, $0) }) else { continue }
                    pairs.append((mine, rest[other].added.remove(at: found)))
                    rest[gap].removed.removeAll { $0 == mine }
                    break
                }
            }
        }
        return pairs
    }
}
