/// Where a bucket stands that several clients share.
protocol RateStore: AnyObject {
    /// What it is called in messages.
    var name: String { get }

    /// Changes the bucket while nobody else does; nil where somebody else is at it just now. The bucket is nil where
    /// what stood there cannot be read.
    func update<Outcome>(_ change: (inout RateBucket?) -> Outcome) throws(RateStoreProblem) -> Outcome?
}

/// Why a shared bucket cannot be used.
struct RateStoreProblem: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do where something can be done.
    let description: String
}
