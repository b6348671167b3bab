/// An object that requests or answers hold, with its declared fields.
public struct ObjectType: Sendable, Hashable {
    /// Its name, such as `Experiment`.
    public let name: String
    /// What it is, in one line.
    public let help: String
    /// Its fields in the order in which they are documented.
    public let fields: [Field]
    /// Names of which at least one must be given; empty where there is no such rule.
    public let requiresAnyOf: [String]
    /// Whether fields that are not declared are kept: true of answers, false of requests.
    public let isOpen: Bool

    /// Declares an object type.
    public init(
        _ name: String, isOpen: Bool = false, requiresAnyOf: [String] = [], help: String, fields: [Field]
    ) {
        self.name = name
        self.help = help
        self.fields = fields
        self.requiresAnyOf = requiresAnyOf
        self.isOpen = isOpen
    }

    /// The field of this name.
    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}
