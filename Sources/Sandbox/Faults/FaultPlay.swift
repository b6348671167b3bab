/// The names of the faults in a faults file, with the fields that each takes.
enum FaultPlay: String, CaseIterable {
    case delay, status, refuse, reset, cut, stall, drip, html, half, type, huge, length

    /// The fields beside those that every line may have.
    var fields: [FaultField] {
        switch self {
        case .delay: [.seconds]
        case .status: [.status, .retryAfter, .body, .applies]
        case .refuse: [.seconds]
        case .reset: [.at]
        case .cut: [.in, .keep]
        case .stall: [.applies]
        case .drip: [.bytes, .seconds]
        case .html: [.applies]
        case .half: []
        case .type: [.contentType]
        case .huge: [.bytes]
        case .length: [.by]
        }
    }
}
