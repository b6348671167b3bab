/// An object that reads as a sentence: `gp:plan is free, pro`.
public struct Sentence: Sendable, Hashable {
    /// The field that it is about.
    public let subject: String
    /// The field that says how subject and values stand.
    public let relation: String
    /// The field with the list of values.
    public let values: String
    /// Fields whose usual values go without saying.
    public let usual: [String: String]

    /// Declares how an object reads.
    public init(subject: String, relation: String, values: String, usual: [String: String] = [:]) {
        self.subject = subject
        self.relation = relation
        self.values = values
        self.usual = usual
    }
}
