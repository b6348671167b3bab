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
    /// A name in the path of something that the object, told in words, does not have.
    case unknownPart(kind: String, name: String, of: String)
    /// The object, told in words, is one that this call does not change.
    case closed(String)
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
        case .unknownPart(let kind, let name, let owner): "the \(owner) has no \(kind) \(name)"
        case .closed(let object): "the \(object) cannot be changed"
        }
    }

    /// The status that answers it.
    func status(_ settings: EmulatorSettings, _ generation: Generation) -> Int {
        switch self {
        case .unauthorized: 401
        case .unknownRoute: 404
        case .wrongMethod, .closed: 405
        case .unknownID, .unknownPart: settings.unknownID(of: generation).rawValue
        default: 400
        }
    }

    /// The fields that are at fault.
    var flaws: [ErrorBody.Flaw] {
        switch self {
        case .invalid(let problems):
            problems.map { ErrorBody.Flaw(field: "\($0.path)", message: "\($0.kind)", code: $0.kind.code) }
        case .badValue(let path, let reason): [ErrorBody.Flaw(field: "\(path)", message: reason, code: "invalid_value")]
        case .repeatedParameter(let name):
            [ErrorBody.Flaw(field: name, message: "is given more than once", code: "invalid_value")]
        default: []
        }
    }

    /// Header fields that the answer has beside those of its body.
    var headers: [(name: String, value: String)] {
        switch self {
        case .unauthorized: [("www-authenticate", "Bearer")]
        case .wrongMethod(_, _, let allowed): [("allow", allowed.joined(separator: ", "))]
        case .closed: [("allow", "GET")]
        default: []
        }
    }
}

extension TypeProblem.Kind {
    fileprivate var code: String {
        switch self {
        case .missing, .noneGiven: "required"
        case .unknownField: "unknown_field"
        case .wrongType, .notJSON: "invalid_type"
        default: "invalid_value"
        }
    }
}
