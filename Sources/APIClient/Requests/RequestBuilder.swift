public import ManagementAPI

/// Builds requests: an endpoint and its arguments, or a raw method and path.
public struct RequestBuilder {
    /// Builds the call of an endpoint. Values of path parameters become one encoded segment each, whatever they hold.
    ///
    /// `pathArguments` has a value for each capture of the path; `query` keeps its order; `body` is JSON text.
    public static func request(
        for endpoint: Endpoint, pathArguments: [String: String] = [:], query: [(String, String)] = [],
        body: [UInt8]? = nil
    ) throws(ArgumentProblem) -> APIRequest {
        let path = try path(of: endpoint, pathArguments)
        return APIRequest(
            endpoint: endpoint, pathArguments: pathArguments, method: endpoint.method.rawValue,
            target: target(path, nil, query), body: body,
            isIdempotent: endpoint.isIdempotent, mutates: endpoint.mutates, expected: endpoint.result,
            pathForMessages: path, expectedID: endpoint.answeredIdentity.flatMap { pathArguments[$0] },
            creation: endpoint.lookup == nil ? nil : Creation(endpoint, in: .all))
    }

    private static func path(
        of endpoint: Endpoint, _ arguments: [String: String]
    ) throws(ArgumentProblem) -> String {
        let template = endpoint.fullPath
        var path = ""
        var used = 0
        for piece in template.pieces {
            path += piece.text
            guard let name = piece.capture else { continue }
            // A composed call knows what its requests are about only once it has read what is there.
            if !endpoint.isOperation, endpoint.parameter(name) == nil {
                path += "{\(name)}"
                continue
            }
            guard let value = arguments[name] else {
                try checkNames(template, arguments)
                throw .missing(parameter: name)
            }
            guard !value.isEmpty else { throw .emptySegment(parameter: name) }
            // Encoding does not help: a server takes an encoded dot for a dot.
            guard !PercentEncoder.isDotSegment(value) else { throw .dotSegment(parameter: name, value: value) }
            path += PercentEncoder.segment(value)
            used += 1
        }
        if used != arguments.count { try checkNames(template, arguments) }
        return path
    }

    /// Refuses an argument that the path has no place for.
    private static func checkNames(
        _ template: PathTemplate, _ arguments: [String: String]
    ) throws(ArgumentProblem) {
        let captures = template.captures
        if let unknown = arguments.keys.sorted().first(where: { !captures.contains($0) }) {
            throw .unknownPathParameter(unknown)
        }
    }

    /// Builds a raw request. Every method but GET counts as a write that must not be repeated.
    ///
    /// `path` begins with one `/`; it may hold `%XX` and a query, which stay as they are, and `query` is added to it.
    /// A method in small letters that is one of the usual ones is made large.
    public static func request(
        method: String, path: String, query: [(String, String)] = [], body: [UInt8]? = nil
    ) throws(ArgumentProblem) -> APIRequest {
        let method = try checked(method: method)
        guard path.utf8.first == UInt8(ascii: "/") else { throw .pathWithoutSlash(path) }
        guard !path.hasPrefix("//") else { throw .pathNamesHost(path) }
        if body != nil, method == "GET" || method == "HEAD" { throw .bodyNotAllowed(method: method) }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let encoded = PercentEncoder.path(parts[0])
        guard !encoded.split(separator: "/").contains(where: { PercentEncoder.isDotSegment($0) }) else {
            throw .dotSegmentInPath(path)
        }
        let written = parts.count == 2 ? PercentEncoder.query(parts[1]) : nil
        return APIRequest(
            method: method, target: target(encoded, written, query), body: body, isIdempotent: method == "GET",
            mutates: method != "GET", pathForMessages: encoded)
    }

    private static func target(_ path: String, _ written: String?, _ query: [(String, String)]) -> String {
        if query.isEmpty, written == nil { return path }
        var parts = query.map { "\(PercentEncoder.queryPart($0.0))=\(PercentEncoder.queryPart($0.1))" }
        if let written, !written.isEmpty { parts.insert(written, at: 0) }
        return parts.isEmpty ? path : path + "?" + parts.joined(separator: "&")
    }

    private static let usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private static func checked(method: String) throws(ArgumentProblem) -> String {
        let isToken = !method.isEmpty && method.utf8.count <= 32 && method.utf8.allSatisfy(\.isTokenCharacter)
        guard isToken else { throw .invalidMethod(method) }
        let large = method.uppercased()
        // CONNECT asks for a tunnel, and TRACE would say the key back.
        if large == "CONNECT" || large == "TRACE" { throw .invalidMethod(method) }
        return usualMethods.contains(large) ? large : method
    }
}
