/// What values a parameter or a field takes.
public indirect enum ValueType: Sendable, Hashable {
    /// Text of at least `minLength` characters.
    case string(minLength: Int = 0)
    /// Text that follows a rule.
    case text(TextRule)
    /// Text that is itself one JSON value.
    case jsonText
    /// A whole number between the bounds, which are included.
    case integer(min: Int64? = nil, max: Int64? = nil)
    /// A number between the bounds, which are included.
    case number(min: Double? = nil, max: Double? = nil)
    /// `true` or `false`.
    case boolean
    /// One of these strings.
    case enumeration([String])
    /// An array that follows a rule; without one any number of items will do.
    case array(of: ValueType, ArrayRule = ArrayRule())
    /// An object with keys of the caller's own, all values of one type.
    case map(of: ValueType)
    /// An object with declared fields.
    case object(ObjectType)
    /// A value of the type, or null.
    case nullable(ValueType)
    /// Any value.
    case any
    /// What names one object in a path: a string that is not empty, or an integer.
    case identifier
    /// A place in a list as the service gave it: a string that is not empty, or an integer. Opaque.
    case cursor

    /// Whether null is one of the values of its own.
    var isNullable: Bool { if case .nullable = self { true } else { false } }

    /// An array for which a lone item may stand.
    public static func array(of item: ValueType, acceptsSingle: Bool) -> ValueType {
        .array(of: item, ArrayRule(acceptsSingle: acceptsSingle))
    }

    /// An array whose order counts, and for which a lone item may stand.
    public static func orderedArray(of item: ValueType, acceptsSingle: Bool = false) -> ValueType {
        .array(of: item, ArrayRule(acceptsSingle: acceptsSingle, isOrdered: true))
    }

    /// An array with so many items, which come to a sum where one is asked for.
    public static func array(
        of item: ValueType, count: ClosedRange<Int>, sum: ArrayRule.Sum? = nil, basis: Basis = .documented
    ) -> ValueType {
        .array(of: item, ArrayRule(count: count, sum: sum, basis: basis))
    }
}
