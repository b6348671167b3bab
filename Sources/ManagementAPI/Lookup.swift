/// How to find what a call made that must not be sent twice, when its answer was lost.
public struct Lookup: Sendable, Hashable {
    /// The list that shows what was made, newest first: the id of an endpoint of the same generation.
    public let list: String
    /// The fields of the body that name what is made: no two objects of the service share the values of all of them.
    public let identifyingFields: [String]
    /// What the fields hold on what was just made, where the create did not say.
    public let whenNew: [NewField]
    /// The same of the objects inside of what was sent, such as variants and segments.
    public let whenNewInside: [NewField]

    /// Declares where to look, by which fields, and how what is found there is told from what was there before: by what
    /// `object` says of new ones. One that does not show the fields `proof` cannot be shown to be new.
    public init(in list: String, by identifyingFields: [String], makes object: ObjectType, provenNewBy proof: [String])
    {
        self.init(
            in: list, by: identifyingFields,
            whenNew: object.fields.compactMap { NewField($0, mustShow: proof.contains($0.name)) },
            whenNewInside: object.fields.compactMap(\.type.nestedObject).flatMap(\.fields).compactMap {
                NewField($0, mustShow: false)
            })
    }

    /// The same, with what tells a new object said outright.
    public init(
        in list: String, by identifyingFields: [String], whenNew: [NewField] = [], whenNewInside: [NewField] = []
    ) {
        self.list = list
        self.identifyingFields = identifyingFields
        self.whenNew = whenNew
        self.whenNewInside = whenNewInside
    }
}
