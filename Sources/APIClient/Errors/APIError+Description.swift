extension APIError: CustomStringConvertible {
    /// One readable line: kind, the answer's own message, then method, path and what else is known.
    public var description: String {
        var facts = [path.isEmpty ? method : "\(method) \(path)"].filter { !$0.isEmpty }
        if let status { facts.append("status \(status)") }
        if attempts > 1 { facts.append("\(attempts) attempts") }
        if let words = outcome?.words { facts.append(words) }
        if let target { facts.append("on \(target)") }
        let place = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
        // "interrupted" need not be said twice.
        let head = message == kind.rawValue ? message : "\(kind.rawValue): \(message)"
        return OneLine.collapsed(head + place)
    }
}

extension APIError.Outcome {
    fileprivate var words: String {
        switch self {
        case .applied: "applied"
        case .notApplied: "not applied"
        case .unknown: "may have been applied"
        case .partly: "partly applied"
        }
    }
}
