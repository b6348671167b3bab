public import JSON

/// How a call that users know as one is made of others.
public enum Composition: Sendable, Hashable {
    /// A change of one value in each of several members of an object, by a call for each.
    public struct MemberEdits: Sendable, Hashable {
        /// The call that reads the members.
        public let list: String
        /// The call that changes one of them.
        public let edit: String
        /// The members' field that tells them from each other.
        public let key: String
        /// The parameter of ``edit`` that names one.
        public let keyParameter: String
        /// The field that is changed.
        public let value: String
        /// The parameter of the composed call that holds the new values, by the members' keys.
        public let parameter: String

        /// Declares the edits.
        public init(
            list: String, edit: String, key: String, keyParameter: String, value: String, from parameter: String
        ) {
            self.list = list
            self.edit = edit
            self.key = key
            self.keyParameter = keyParameter
            self.value = value
            self.parameter = parameter
        }
    }

    /// Another call, about the same object, with this body.
    case call(String, body: JSONObject)
    /// The subject is read, the effects are done to it, and the field is sent by another call where it has changed.
    case edit(field: String, by: String)
    /// The members are read, and those that differ are edited.
    case members(MemberEdits)
    /// The call itself, for so many items of a list at a time.
    case pieces(of: String, most: Int)

    /// The calls that it sends, and so what they are called in the errors of a step; empty where it is the call itself.
    public var calls: [String] {
        switch self {
        case .call(let call, _), .edit(_, let call): [call]
        case .members(let edits): [edits.edit]
        case .pieces: []
        }
    }
}
