/// One of the requests of a composed call, and what came of it.
public struct CallStep: Sendable, Equatable {
    /// The call that it is: `experiments.variants.edit`.
    public var call: String
    /// What of the object it is about, where there are several steps of one call: `treatment`, `201-300`.
    public var item: String?
    /// What became of it.
    public var outcome: APIError.Outcome
    /// What went wrong; nil where nothing did.
    public var message: String?

    /// A request with its end.
    public init(call: String, item: String? = nil, outcome: APIError.Outcome, message: String? = nil) {
        self.call = call
        self.item = item
        self.outcome = outcome
        self.message = message
    }
}
