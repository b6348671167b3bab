/// Why a request cannot be built.
public enum ArgumentProblem: Error, Sendable, Equatable {
    /// A path parameter was not given.
    case missing(parameter: String)
    /// A path parameter is the empty string.
    case emptySegment(parameter: String)
    /// A path parameter is `.` or `..`, which servers take for another path.
    case dotSegment(parameter: String, value: String)
    /// The endpoint has no path parameter of this name.
    case unknownPathParameter(String)
    /// The method is not a token of RFC 9110, or one that means something else than a request.
    case invalidMethod(String)
    /// A raw path that does not begin with `/`.
    case pathWithoutSlash(String)
    /// A raw path that begins with `//`, which would name a host.
    case pathNamesHost(String)
    /// A raw path with a `.` or `..` segment, in any spelling.
    case dotSegmentInPath(String)
    /// A member of an object that the object does not have; what it has.
    case noSuchMember(path: String, known: [String])
    /// A GET or HEAD request with a body.
    case bodyNotAllowed(method: String)
}

extension ArgumentProblem: CustomStringConvertible {
    /// One readable line.
    public var description: String {
        switch self {
        case .missing(let parameter): "\(parameter) is required"
        case .emptySegment(let parameter): "\(parameter) must not be empty"
        case .dotSegment(let parameter, let value): "\(parameter) must not be \"\(value)\""
        case .unknownPathParameter(let parameter): "\(parameter) is no parameter of this path"
        case .invalidMethod(let method): "\"\(OneLine.shortened(method, to: 40))\" is no HTTP method"
        case .pathWithoutSlash(let path):
            "the path must begin with \"/\", not \"\(OneLine.shortened(path, to: 60))\""
        case .pathNamesHost(let path): "the path \"\(OneLine.shortened(path, to: 60))\" names a host"
        case .dotSegmentInPath(let path):
            "the path \"\(OneLine.shortened(path, to: 60))\" has a segment \".\" or \"..\""
        case .noSuchMember(let path, let known):
            "\(path): there is none of this key; there is \(known.isEmpty ? "none at all" : known.joined(separator: ", "))"
        case .bodyNotAllowed(let method): "a \(method) request has no body"
        }
    }
}
