/// How one change ended that the journal has kept.
public struct JournalEnd {
    /// What became of it.
    public let outcome: APIError.Outcome
    /// How often it was sent; of a composed call, how many of its requests were.
    public let attempts: Int
    /// What it ended with; nil for a success.
    public let error: APIError?
    /// What a success answered.
    public let answer: Answer?
    /// What came of its requests, where it is made of several.
    public let steps: [CallStep]

    init(_ result: Result<Answer, APIError>, attempts: Int, steps: [CallStep]) {
        self.attempts = attempts
        self.steps = steps
        switch result {
        case .success(let answer):
            (outcome, error, self.answer) = (.applied, nil, answer)
        case .failure(let error):
            (outcome, self.error, answer) = (error.outcome ?? .unknown, error, nil)
        }
    }

    /// It was stopped before anything of it was sent.
    init(stoppedBefore entry: JournalEntry) {
        (outcome, attempts, error, answer, steps) = (.notApplied, 0, nil, nil, [])
    }
}
