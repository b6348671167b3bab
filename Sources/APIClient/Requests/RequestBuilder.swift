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
        let template = endpoint.fullPath
        let captures = template.captures
        if let unknown = pathArguments.keys.sorted().first(where: { !captures.contains($0) }) {
            throw .unknownPathParameter(unknown)
        }
        var encoded: [String: String] = [:]
        for name in captures {
            // A composed call knows what its requests are about only once it has read what is there.
            if !endpoint.isOperation, endpoint.parameter(name) == nil {
                encoded[name] = "{\(name)}"
                continue
            }
            guard let value = pathArguments[name] else { throw .missing(parameter: name) }
            guard !value.isEmpty else { throw .emptySegment(parameter: name) }
            // Encoding does not help: a server takes an encoded dot for a dot.
            guard !PercentEncoder.isDotSegment(value) else { throw .dotSegment(parameter: name, value: value) }
            encoded[name] = PercentEncoder.segment(value)
        }
        guard let path = template.filled(encoded) else { throw .missing(parameter: captures.joined(separator: ", ")) }
        return APIRequest(
            endpoint: endpoint, pathArguments: pathArguments, method: endpoint.method.rawValue,
            target: target(path, nil, query), body: body,
            isIdempotent: endpoint.isIdempotent, mutates: endpoint.mutates, expected: endpoint.result,
            pathForMessages: path, expectedID: expectedID(endpoint, pathArguments),
            creation: endpoint.lookup == nil ? nil : Creation(endpoint, in: .all))
    }

    /// Where one object is asked for by its id, that is what the answer has as its id.
    private static func expectedID(_ endpoint: Endpoint, _ arguments: [String: String]) -> String? {
        guard !endpoint.mutates, case .object(let type) = endpoint.result, let identity = type.kind?.tellingField
        else {
            return nil
        }
        return endpoint.parameters(in: .path).first { $0.tableField == identity }.flatMap { arguments[$0.name] }
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
