/// One of the requests of a composed call, and what came of it.
public struct CallStep: Sendable, Equatable {
    /// The call that it is, with what it was about: `experiments.variants.edit treatment`.
    public var call: String
    /// What became of it.
    public var outcome: APIError.Outcome
    /// What went wrong; nil where nothing did.
    public var message: String?

    /// A request with its end.
    public init(call: String, outcome: APIError.Outcome, message: String? = nil) {
        self.call = call
        self.outcome = outcome
        self.message = message
    }
}
