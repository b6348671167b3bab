/// How the process ends: each code of DESIGN section 1, "Exit codes".
enum ExitCode: Int32, Sendable, CaseIterable {
    /// All was done. A closed output pipe ends so too.
    case done = 0
    /// The script raised something that is no API error, has a syntax error, or another failure.
    case failure = 1
    /// The command line, a variable or the config file is wrong, or `invalid` or `argument` was not caught.
    case usage = 2
    /// `auth` or `forbidden` was not caught.
    case auth = 3
    /// `not_found` was not caught.
    case notFound = 4
    /// `network`, `server`, `rate_limited`, `decode` or `unknown` was not caught.
    case service = 5
    /// A bulk run ended with failed items.
    case failedItems = 6
    /// Something was refused before it was sent: read-only, restricted, a cap, a stale plan.
    case refused = 7
    /// A plan has changes (`--check`).
    case changes = 8
    /// The time limit of the script was reached.
    case timeLimit = 124
    /// The user interrupted.
    case interrupted = 130

    /// The code for an error that a script did not catch.
    ///
    /// - Parameter kind: The `kind` field of the error table (DESIGN section 2, "Errors"). A kind of the script's own,
    ///   or none, is a plain failure.
    init(uncaughtErrorKind kind: String?) {
        switch kind {
        case "invalid", "argument": self = .usage
        case "auth", "forbidden": self = .auth
        case "not_found": self = .notFound
        case "network", "server", "rate_limited", "decode", "unknown": self = .service
        case "refused": self = .refused
        case "interrupted": self = .interrupted
        default: self = .failure
        }
    }

    /// What the code means, in a few words for the help pages.
    var meaning: String {
        switch self {
        case .done: "done"
        case .failure: "the script raised something else, a syntax error, another failure"
        case .usage: "usage; uncaught `invalid`, `argument`"
        case .auth: "uncaught `auth`, `forbidden`"
        case .notFound: "uncaught `not_found`"
        case .service: "`network`, `server`, `rate_limited` after retries, `decode`, `unknown`"
        case .failedItems: "a bulk run ended with failed items"
        case .refused: "`refused`: read-only, restricted, a cap, a stale plan"
        case .changes: "a plan has changes"
        case .timeLimit: "the time limit"
        case .interrupted: "interrupted"
        }
    }
}
