import JSON
import ManagementAPI

/// A field of two objects, as each of their types declares it.
struct FieldPair {
    /// Which of the two objects.
    enum Side {
        case before, after
    }

    let mine: Field
    let other: Field
    /// The objects that have it.
    let owner: ObjectPair

    init(_ mine: Field, _ other: Field, in owner: ObjectPair) {
        self.mine = mine
        self.other = other
        self.owner = owner
    }

    /// What the first declares; null is no type of its own here. What is only text of a value in one of them is a value.
    var type: ValueType {
        let (first, second) = (mine.type.withoutNull, other.type.withoutNull)
        if case .jsonText = second { return second }
        if case .any = second { return second }
        return first
    }

    /// The type of the objects in it, as the second declares it.
    var otherObject: ObjectType? { other.type.nestedObject }

    /// Whether its values name something, so that a number and its digits are the same.
    var isName: Bool {
        switch (mine.type.withoutNull, mine.meaning) {
        case (.identifier, _), (_, .id?), (_, .project?): true
        default: false
        }
    }

    /// Whether its values name objects that are others in another place.
    var refersToItsPlace: Bool { if case .id? = mine.meaning { true } else { false } }

    /// A value, or what holds where there is none.
    func value(
        _ value: JSONValue?, _ side: Side, _ relation: Difference.Relation, _ root: ObjectPair
    ) -> JSONValue? {
        let field = side == .before ? mine : other
        let object = side == .before ? owner.before : owner.after
        let given = value == .null ? nil : value
        switch field.initial {
        case .value(let initial): return given ?? (initial == .null ? nil : initial)
        case .copy(let source):
            guard relation == .counterparts else { return given ?? object[source] }
            // What was never changed goes with what it was copied from.
            return given.isTheSame(as: object[source]) ? nil : given
        case .inherited where relation == .counterparts:
            return given ?? (side == .before ? root.before : root.after)[field.name]
        case .inherited, .slug, .each, nil: return given
        }
    }
}
