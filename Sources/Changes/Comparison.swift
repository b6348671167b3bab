import JSON
import ManagementAPI

/// Walks through two objects and notes what differs.
struct Comparison {
    let relation: Difference.Relation
    /// The whole objects: parts of them refer to their lists.
    let root: ObjectPair
    var found: [FieldDifference] = []

    init(relation: Difference.Relation, root: ObjectPair) {
        self.relation = relation
        self.root = root
    }

    /// Whether two parts of the objects are alike.
    func areAlike(_ pair: ObjectPair) -> Bool {
        var inner = Comparison(relation: relation, root: root)
        inner.compare(pair, at: FieldPlace())
        return inner.found.isEmpty
    }

    mutating func note(
        _ place: FieldPlace, _ before: JSONValue?, _ after: JSONValue?, _ words: FieldDifference.Words
    ) {
        found.append(FieldDifference(place, before, after, words))
    }

    /// Notes what differs in the fields of two objects.
    mutating func compare(_ pair: ObjectPair, at place: FieldPlace, fields: Set<String>? = nil) {
        for (mine, other) in pair.declared where fields?.contains(mine.name) ?? true {
            guard !isOfItsPlace(mine, other, in: pair) else { continue }
            compare(
                pair.before[mine.name], pair.after[mine.name], FieldPair(mine, other, in: pair),
                at: place.field(mine.name))
        }
        for name in pair.others where fields?.contains(name) ?? true {
            comparePlain(pair.before[name], pair.after[name], at: place.field(name))
        }
    }

    /// Whether a field holds what nobody sent, or what its place gave it.
    private func isOfItsPlace(_ mine: Field, _ other: Field, in pair: ObjectPair) -> Bool {
        let kept = [mine.keeps, other.keeps].compactMap(\.self)
        if kept.contains(where: { $0.isAlwaysTheServices }) { return true }
        guard relation == .counterparts else { return false }
        if mine.meaning == .project || mine.name == pair.typeBefore.kind?.identifyingField { return true }
        return kept.contains { value in
            value.isGivenToEach { part in
                pair.before[mine.name]?.stringValue?.hasPrefix(part) == true
                    && pair.after[mine.name]?.stringValue?.hasPrefix(part) == true
            }
        }
    }

    /// Notes what differs in one field.
    private mutating func compare(
        _ before: JSONValue?, _ after: JSONValue?, _ field: FieldPair, at place: FieldPlace
    ) {
        let before = field.value(before, .before, relation, root)
        let after = field.value(after, .after, relation, root)
        guard !(before.isNothing && after.isNothing) else { return }
        switch field.type {
        case .map(let value):
            if case .member(let list, let key)? = field.mine.meaning {
                compareWeights(before, after, members: (list, key), at: place)
            } else {
                compareMaps(before, after, of: value, field, at: place)
            }
        case .object(let type):
            guard let mine = before?.objectValue, let other = after?.objectValue else {
                return compareScalars(before, after, field, at: place)
            }
            compare(ObjectPair(mine, type, other, field.otherObject ?? type), at: place)
        case .array(.object(let type), let rule):
            let lists = ListPair(
                before?.arrayValue ?? [], type, after?.arrayValue ?? [], field.otherObject ?? type)
            if let key = field.owner.memberKey(ofList: field.mine.name) {
                compareRecords(lists, by: key, at: place)
            } else if rule.isOrdered {
                compareOrdered(lists, at: place)
            } else {
                compareUnordered(lists, at: place)
            }
        case .array: compareSets(before?.arrayValue ?? [], after?.arrayValue ?? [], field, at: place)
        case .any, .jsonText: comparePlain(Self.payload(before), Self.payload(after), at: place)
        default: compareScalars(before, after, field, at: place)
        }
    }

    private mutating func compareScalars(
        _ before: JSONValue?, _ after: JSONValue?, _ field: FieldPair, at place: FieldPlace
    ) {
        guard !before.isTheSame(as: after, asText: field.isName) else { return }
        // The unit once, where it is read last.
        let isShare = field.mine.meaning == .percentage
        note(
            place, before, after,
            .value(
                ValueWords(isPercentage: isShare && after == nil).text(before),
                ValueWords(isPercentage: isShare).text(after)))
    }

    /// Objects with keys of the caller's own.
    private mutating func compareMaps(
        _ before: JSONValue?, _ after: JSONValue?, of value: ValueType, _ field: FieldPair, at place: FieldPlace
    ) {
        let (mine, other) = (before?.objectValue ?? [:], after?.objectValue ?? [:])
        for key in mine.keys + other.keys.filter({ mine[$0] == nil }) {
            if case .array(let items, _) = value, items.nestedObject == nil {
                compareSets(
                    mine[key]?.arrayValue ?? [], other[key]?.arrayValue ?? [], field, at: place.field(key))
            } else {
                comparePlain(mine[key], other[key], at: place.field(key))
            }
        }
    }

    /// Values of which no type says more: objects by their keys, anything else as a whole.
    mutating func comparePlain(_ before: JSONValue?, _ after: JSONValue?, at place: FieldPlace) {
        guard !before.isTheSame(as: after) else { return }
        if let mine = before?.objectValue, let other = after?.objectValue {
            for key in mine.keys + other.keys.filter({ mine[$0] == nil }) {
                comparePlain(mine[key], other[key], at: place.field(key))
            }
            return
        }
        let words = ValueWords()
        note(place, before, after, .value(words.text(before), words.text(after)))
    }

    /// A payload as the value that it stands for, where it is the text of one.
    private static func payload(_ value: JSONValue?) -> JSONValue? {
        guard let text = value?.stringValue, let parsed = try? JSONValue(parsing: Array(text.utf8)) else {
            return value
        }
        return parsed
    }
}

extension ServiceValue {
    /// Whether it changes by itself, so that no difference of it is anybody's.
    fileprivate var isAlwaysTheServices: Bool {
        switch self {
        case .created, .creator, .modified, .modifier, .address, .place: true
        case .salt, .name, .secret, .life, .dependencies: false
        }
    }

    /// Whether the service gives each object another one.
    ///
    /// - Parameter haveBoth: whether both objects' values begin with a text.
    fileprivate func isGivenToEach(_ haveBoth: (String) -> Bool) -> Bool {
        switch self {
        case .salt, .secret, .dependencies: true
        case .name(let prefix): haveBoth(prefix)
        case .created, .creator, .modified, .modifier, .address, .place, .life: false
        }
    }
}
