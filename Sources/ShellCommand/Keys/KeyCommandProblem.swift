import Platform
import Secrets

/// Why a key command gave no key. What it printed is never part of it.
enum KeyCommandProblem: Error, Sendable, Equatable {
    /// It cannot be started, for this errno.
    case cannotStart(program: String, errno: Int32)
    case exited(code: Int32)
    case killed(signal: Int32)
    /// It had not ended after that many seconds, and was ended.
    case tookTooLong(seconds: Int64)
    case printedNothing
    /// More bytes than any key has.
    case printedTooMuch(limit: Int)
    case badKey(offset: Int)
}

extension KeyCommandProblem: CustomStringConvertible {
    var description: String {
        switch self {
        case .cannotStart(let program, let number):
            "\(PastedKey.shown(program)) cannot be started: \(String(cString: strerror(number)))"
        case .exited(let code): "it ended with code \(code)"
        case .killed(let signal): "it was ended by signal \(signal)"
        case .tookTooLong(let seconds): "it had printed no key after \(seconds) s"
        case .printedNothing: "it printed nothing"
        case .printedTooMuch(let limit): "it printed more than \(limit) bytes"
        case .badKey(let offset):
            "the first line that it printed is no key (white space or an odd character at position \(offset + 1))"
        }
    }
}
