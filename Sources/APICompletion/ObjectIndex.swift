/// The objects of one kind that answers held, found by the beginning of their id, label or title.
struct ObjectIndex {
    /// What a beginning found.
    struct Finding: Equatable {
        /// At most as many as were asked for: by id first, then by label, then by title.
        var objects: [KnownObject] = []
        /// How many there are in all.
        var count = 0
        /// What all of them go on with, where they were found by one kind of text only, as it would be typed.
        var sharedPrefix: String?
    }

    /// The most objects that are kept.
    static let capacity = 100_000

    /// In the order in which they were first seen.
    private(set) var objects: [KnownObject] = []
    /// How many objects of each project there are.
    private(set) var projects: [String: Int] = [:]
    private var numbers: [String: Int] = [:]
    private var ids = PrefixColumn()
    private var labels = PrefixColumn()
    private var titles = PrefixColumn()

    /// Takes an object in, in place of the one with its id; beyond the capacity only known ones change.
    mutating func insert(_ object: KnownObject) {
        if let number = numbers[object.id] {
            guard objects[number] != object else { return }
            count(objects[number].projectID, by: -1)
            objects[number] = object
            index(object, number)
        } else if objects.count < Self.capacity {
            numbers[object.id] = objects.count
            objects.append(object)
            index(object, objects.count - 1)
        }
    }

    private mutating func index(_ object: KnownObject, _ number: Int) {
        count(object.projectID, by: 1)
        ids.set(number, object.id)
        labels.set(number, object.label)
        titles.set(number, object.title)
    }

    private mutating func count(_ project: String, by change: Int) {
        guard !project.isEmpty else { return }
        let count = projects[project, default: 0] + change
        projects[project] = count > 0 ? count : nil
    }

    /// The object with that id.
    subscript(id: String) -> KnownObject? { numbers[id].map { objects[$0] } }

    /// The objects that begin with a text; all of them, as they were seen, for none.
    mutating func find(_ prefix: String, most: Int) -> Finding {
        guard !prefix.isEmpty else {
            return Finding(objects: Array(objects.prefix(most)), count: objects.count)
        }
        let byID = ids.entries(beginningWith: prefix)
        let byLabel = labels.entries(beginningWith: prefix)
        let byTitle = titles.entries(beginningWith: prefix)
        var seen = SeenNumbers(count: objects.count)
        var finding = Finding()
        var fromTitles = 0
        for (slice, isTitle) in [(byID, false), (byLabel, false), (byTitle, true)] {
            for number in slice where seen.insert(Int(number)) {
                finding.count += 1
                if isTitle { fromTitles += 1 }
                if finding.objects.count < most { finding.objects.append(objects[Int(number)]) }
            }
        }
        // Two kinds of text at once share no more than what was typed.
        switch (byID.isEmpty, byLabel.isEmpty, fromTitles) {
        case (false, true, 0): finding.sharedPrefix = ids.sharedPrefix(of: byID)
        case (true, false, 0): finding.sharedPrefix = labels.sharedPrefix(of: byLabel)
        case (true, true, 1...): finding.sharedPrefix = titles.sharedPrefix(of: byTitle)
        default: break
        }
        return finding
    }
}

/// A set of small numbers.
private struct SeenNumbers {
    private var bits: [UInt64]

    init(count: Int) {
        bits = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// True where it was not in it.
    mutating func insert(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        guard bits[number >> 6] & bit == 0 else { return false }
        bits[number >> 6] |= bit
        return true
    }
}
