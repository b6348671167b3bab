public import JSON

/// What the service itself keeps in a field of an object, whatever requests say.
public enum ServiceValue: Sendable, Hashable {
    /// How a user is named.
    public enum Naming: Sendable, Hashable {
        /// By the e-mail address.
        case email
        /// By the id, in a string.
        case id
    }

    /// The fields by which the service tells where an object stands in its life.
    public struct Life: Sendable, Hashable {
        /// The field with the day it began.
        public let start: String
        /// The field with the day it ends.
        public let end: String
        /// The field that says what was decided.
        public let decision: String
        /// The decision after which it goes on as before.
        public let open: JSONValue

        /// Declares the fields.
        public init(start: String, end: String, decision: String, open: JSONValue) {
            self.start = start
            self.end = end
            self.decision = decision
            self.open = open
        }
    }

    /// When it was made.
    case created
    /// Who made it.
    case creator(Naming)
    /// When it was changed last.
    case modified
    /// Who changed it last.
    case modifier(Naming)
    /// Eight letters and digits, unless a request gives others.
    case salt
    /// A name of its own that begins so, unless a request gives one.
    case name(prefix: String)
    /// A secret that begins with what another field holds.
    case secret(prefixFrom: String)
    /// The place of an item in its list, 1 for the first, after a text; a number where the text is empty.
    case place(after: String)
    /// The first of the type's values before the start, then the second; after the end the third, after a decision the last.
    case life(Life)
    /// The address in the console.
    case address
    /// What the object depends on: an object whose field `parents` has lists of variants by the parents' ids, and in `rule` says
    /// how many must hold.
    case dependencies(parents: String, rule: String, value: JSONValue)

    /// The place of an item, as the service writes it; nil for any other value.
    func text(ofPlace index: Int) -> JSONValue? {
        guard case .place(let prefix) = self else { return nil }
        return prefix.isEmpty ? .integer(Int64(index + 1)) : .string(prefix + String(index + 1))
    }
}
