extension APIError: CustomStringConvertible {
    /// One readable line: kind, the answer's own message, then method, path and what else is known.
    public var description: String {
        var facts = [path.isEmpty ? method : "\(method) \(path)"]
        if let status { facts.append("status \(status)") }
        if attempts > 1 { facts.append("\(attempts) attempts") }
        if let words = outcome?.words { facts.append(words) }
        if let target { facts.append("on \(target)") }
        return OneLine.collapsed("\(kind.rawValue): \(message) (\(facts.joined(separator: ", ")))")
    }
}

extension APIError.Outcome {
    fileprivate var words: String {
        switch self {
        case .applied: "applied"
        case .notApplied: "not applied"
        case .unknown: "may have been applied"
        }
    }
}
