/// What a profile runs to get its key, such as a password manager.
enum KeyCommand: Sendable, Equatable {
    /// A text for the system's shell.
    case shell(String)
    /// A program, found on PATH, and its arguments; no shell takes part.
    case program([String])

    /// The words that are run.
    var words: [String] {
        switch self {
        case .shell(let text): ["/bin/sh", "-c", text]
        case .program(let words): words
        }
    }
}
