/// A script's header declares what is no function that changes something.
struct HeaderProblem: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let name: String
    /// There is such a function, but it only reads.
    let isRead: Bool
    let nearest: String?

    var description: String {
        if isRead { return "\(file):\(line): '\(name)' only reads; 'writes:' names functions that change something" }
        return "\(file):\(line): 'writes:' names '\(name)', which is no function that changes something"
            + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    }
}
