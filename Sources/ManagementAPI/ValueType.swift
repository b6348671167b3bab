/// What values a parameter or a field takes.
public indirect enum ValueType: Sendable, Hashable {
    /// Text of at least `minLength` characters.
    case string(minLength: Int = 0)
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
    /// An array; where `acceptsSingle`, a lone item stands for an array of one.
    case array(of: ValueType, acceptsSingle: Bool = false)
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
}
