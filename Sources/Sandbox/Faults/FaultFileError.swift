import JSON

/// Why a faults file cannot be played, and where.
public struct FaultFileError: Error, Sendable, Equatable {
    /// What is wrong with a line.
    public enum Reason: Error, Sendable, Equatable {
        /// The line is no JSON; the reader's words and the column.
        case notJSON(String, column: Int)
        /// The line is JSON, but no object.
        case notAnObject
        /// The line has no `play`.
        case noPlay
        /// There is no such field.
        case unknownField(String, nearest: String?)
        /// The play does not take this field.
        case misplacedField(String, play: String, fields: [String])
        /// The play needs this field.
        case missingField(String, play: String)
        /// The value of the field is not what it should be.
        case badValue(field: String, expected: String, nearest: String?)
        /// Only one of the fields says which requests are meant.
        case severalOccasions(String, String)
        /// The seed is said twice, or beside a fault.
        case misplacedSeed
    }

    /// From 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: Reason
}

extension FaultFileError: CustomStringConvertible {
    /// The line, the field, and what would be right.
    public var description: String { "line \(line): \(reason)" }
}

extension FaultFileError.Reason: CustomStringConvertible {
    /// What is wrong, without the line.
    public var description: String {
        switch self {
        case .notJSON(let words, let column): "column \(column): \(words)"
        case .notAnObject: "each line is a JSON object, such as {\"play\": \"status\", \"status\": 503}"
        case .noPlay: "play is missing; it is one of \(Self.list(FaultPlay.allCases.map(\.rawValue)))"
        case .unknownField(let name, let nearest): "there is no field \(name)\(Self.suggestion(nearest))"
        case .misplacedField(let name, let play, let fields):
            fields.isEmpty
                ? "\(play) takes no \(name)" : "\(play) takes no \(name); it takes \(Self.list(fields))"
        case .missingField(let name, let play): "\(play) needs \(name)"
        case .badValue(let field, let expected, let nearest):
            "\(field) is not \(expected)\(Self.suggestion(nearest))"
        case .severalOccasions(let first, let second): "\(first) and \(second) exclude each other"
        case .misplacedSeed: "seed stands on a line of its own, once"
        }
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    private static func suggestion(_ nearest: String?) -> String {
        nearest.map { "; did you mean \($0)?" } ?? ""
    }
}
