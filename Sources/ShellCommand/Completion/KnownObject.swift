/// What completion keeps of an object that an answer held.
struct KnownObject: Sendable, Equatable {
    var id: String
    /// The name that code and people type: an experiment's key, a deployment's label.
    var label: String
    /// The name that people see, where it is another.
    var title: String = ""
    var projectID: String = ""
    /// The keys of its variants, in their order.
    var variants: [String] = []
}
