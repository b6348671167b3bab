@testable import APIClient

/// A bucket that several limiters of a test share.
final class SharedMemory: RateStore {
    let name = "memory"
    var bucket: RateBucket? = RateBucket()
    var isBusy = false
    var problem: RateStoreProblem?

    func update<Outcome>(_ change: (inout RateBucket?) -> Outcome) throws(RateStoreProblem) -> Outcome? {
        if let problem { throw problem }
        return isBusy ? nil : change(&bucket)
    }
}
