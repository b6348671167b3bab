public import JSON

/// How the objects that a field names come to depend on the object that holds the field.
public struct Binding: Sendable, Hashable {
    /// The field beside it with the variant that they depend on.
    public let variant: String
    /// Whether an object can be bound once only by objects of this kind.
    public let isExclusive: Bool
    /// Where a bound object holds these values, the one that binds must hold them too.
    public let shared: JSONObject

    /// Declares a binding.
    public init(to variant: String, isExclusive: Bool, shared: JSONObject) {
        self.variant = variant
        self.isExclusive = isExclusive
        self.shared = shared
    }
}
