/// What is wrong with an export, and where.
public struct ImportFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// `line 31`
    public let place: String
    /// What is wrong there.
    public let reason: String

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    /// One line.
    public var description: String { "\(place): \(reason)" }
}

/// Everything that keeps an export from being put into a sandbox. Nothing of it was.
public struct ImportRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of the text.
    public let faults: [ImportFault]

    private static let most = 10

    /// A line for each of the first faults, and how many there are more.
    public var description: String {
        let lines = faults.prefix(Self.most).map(\.description)
        let rest = faults.count - lines.count
        return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }
}
