/// The fields of a line of a faults file.
enum FaultField: String, CaseIterable {
    case seed
    case play, on, nth, every, chance, times
    case seconds, status, body, applies, at, `in`, keep, bytes, by
    case retryAfter = "retry_after"
    case contentType = "content_type"

    /// What every fault may have: where and when it is played.
    static let common: [FaultField] = [.play, .on, .nth, .every, .chance, .times]
}
