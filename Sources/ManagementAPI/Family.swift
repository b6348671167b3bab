/// Resources that share their calls, such as flags and experiments: what one can do the other can, at a path of its own.
/// Their calls are declared once, as a function of the member's names.
public struct Family: Sendable {
    /// What a member of the family is called.
    public struct Member: Sendable, Hashable {
        /// The name of its Lua table and of the segment in its paths: `flags`.
        public let resource: String
        /// What one of its objects is called: `flag`.
        public let one: String

        /// Declares a member.
        public init(_ resource: String, one: String) {
            self.resource = resource
            self.one = one
        }

        /// What one is called, with its article: `an experiment`.
        public var article: String { one.first.map { "aeiou".contains($0) } == true ? "an \(one)" : "a \(one)" }
    }

    /// Its members.
    public let members: [Member]
    private let declare: @Sendable (Member) -> [Resource]

    /// Declares a family.
    ///
    /// - Parameter declare: the resources of one member, its own first and then those inside it.
    public init(_ members: [Member], _ declare: @escaping @Sendable (Member) -> [Resource]) {
        self.members = members
        self.declare = declare
    }

    /// The resources of all members.
    public var resources: [Resource] { members.flatMap(declare) }
}
