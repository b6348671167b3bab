import JSON
import ManagementAPI

/// Why the emulator refuses a request.
enum RequestProblem: Error, Equatable {
    /// No bearer key, or another one than the sandbox was given.
    case unauthorized
    /// No endpoint has this path.
    case unknownRoute(path: String)
    /// The path is known, but not with this method.
    case wrongMethod(String, path: String, allowed: [String])
    /// The query is no percent-encoded UTF-8.
    case badQuery
    /// A parameter stands in the query more than once.
    case repeatedParameter(String)
    /// The body is no JSON.
    case bodyNotJSON(JSONError)
    /// The body is JSON, but no object.
    case bodyNotObject
    /// What the catalogue's types find wrong, at least one thing.
    case invalid([TypeProblem])
    /// A value of the right type that this endpoint cannot take.
    case badValue(ValuePath, String)
    /// An id in the path that names nothing.
    case unknownID(kind: String, id: String)
}

extension RequestProblem: CustomStringConvertible {
    /// What an answer says about it.
    var description: String {
        switch self {
        case .unauthorized: "invalid management key"
        case .unknownRoute(let path): "no such endpoint: \(path)"
        case .wrongMethod(let method, let path, let allowed):
            "\(method) is not allowed for \(path), which takes \(allowed.joined(separator: ", "))"
        case .badQuery: "the query is not percent-encoded UTF-8"
        case .repeatedParameter(let name): "\(name): given more than once"
        case .bodyNotJSON(let error): "the body is not JSON: \(error)"
        case .bodyNotObject: "the body must be a JSON object"
        case .invalid(let problems): problems.map { "\($0)" }.joined(separator: "; ")
        case .badValue(let path, let reason): "\(path): \(reason)"
        case .unknownID(let kind, let id): "id: no \(kind) has the id \(id)"
        }
    }

    /// The status that answers it.
    func status(_ settings: EmulatorSettings) -> Int {
        switch self {
        case .unauthorized: 401
        case .unknownRoute: 404
        case .wrongMethod: 405
        case .unknownID: settings.unknownID.rawValue
        default: 400
        }
    }

    /// Header fields that the answer has beside those of its body.
    var headers: [(name: String, value: String)] {
        switch self {
        case .unauthorized: [("www-authenticate", "Bearer")]
        case .wrongMethod(_, _, let allowed): [("allow", allowed.joined(separator: ", "))]
        default: []
        }
    }
}
