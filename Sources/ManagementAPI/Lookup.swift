/// How to find what a call made that must not be sent twice, when its answer was lost.
public struct Lookup: Sendable, Hashable {
    /// What else must be seen of an object before it is taken for what was made.
    public struct Proof: Sendable, Hashable {
        /// The call that reads the whole object by its id.
        public let read: String
        /// The call that lists its versions: a new object has one.
        public let versions: String
        /// The field that says when it was made.
        public let madeAt: String

        /// Declares what must be seen.
        public init(readBy read: String, oneOf versions: String, madeAt: String) {
            self.read = read
            self.versions = versions
            self.madeAt = madeAt
        }
    }

    /// The list that shows what was made, newest first: the id of an endpoint of the same generation. Where it has parameters
    /// of the names of ``identifyingFields`` it is asked for those alone.
    public let list: String
    /// The fields of the body that name what is made: no two objects of the service share the values of all of them.
    public let identifyingFields: [String]
    /// What the fields hold on what was just made, where the create did not say.
    public let whenNew: [NewField]
    /// The same of the objects inside of what was sent, such as variants and segments.
    public let whenNewInside: [NewField]
    /// What else must be seen; nil where the list says all there is.
    public let proof: Proof?

    /// Declares where to look, by which fields, and how what is found there is told from what was there before: by what
    /// `object` says of new ones. One that does not show the fields `shown` cannot be shown to be new.
    public init(
        in list: String, by identifyingFields: [String], makes object: ObjectType, provenNewBy shown: [String],
        proof: Proof? = nil
    ) {
        self.init(
            in: list, by: identifyingFields,
            whenNew: object.fields.compactMap { NewField($0, mustShow: shown.contains($0.name)) },
            whenNewInside: object.fields.compactMap(\.type.nestedObject).flatMap(\.fields).compactMap {
                NewField($0, mustShow: false)
            }, proof: proof)
    }

    /// The same, with what tells a new object said outright.
    public init(
        in list: String, by identifyingFields: [String], whenNew: [NewField] = [], whenNewInside: [NewField] = [],
        proof: Proof? = nil
    ) {
        self.list = list
        self.identifyingFields = identifyingFields
        self.whenNew = whenNew
        self.whenNewInside = whenNewInside
        self.proof = proof
    }
}
