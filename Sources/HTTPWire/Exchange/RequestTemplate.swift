import APIClient
import NIOHTTP1

/// What every request to one target has in common: its host, its path's beginning, the key.
struct RequestTemplate: Sendable {
    private let pathPrefix: String
    private let host: String
    private let bearer: String?

    init(url: BaseURL, key: ManagementKey?) {
        pathPrefix = url.pathPrefix
        host = url.authority
        bearer = key?.bearer
    }

    /// Why a request cannot be sent: methods, targets and fields are written as they are, and a line end in one would
    /// begin another request.
    static func problem(of request: HTTPRequest) -> TransportError? {
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(\.isTokenCharacter) else {
            return .invalidRequest("bad method")
        }
        guard request.target.utf8.first == 0x2F, request.target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return .invalidRequest("bad target")
        }
        let fieldsAreGood = request.headers.allSatisfy { name, value in
            !name.isEmpty && name.utf8.allSatisfy(\.isTokenCharacter)
                && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
        return fieldsAreGood ? nil : .invalidRequest("bad header field")
    }

    /// The head of a request, framed for its body.
    func head(of request: HTTPRequest) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(request.headers.count + 4)
        headers.add(name: "Host", value: host)
        for (name, value) in request.headers where !Self.isOurs(name) { headers.add(name: name, value: value) }
        if let bearer { headers.replaceOrAdd(name: "Authorization", value: bearer) }
        headers.add(name: "Accept-Encoding", value: "deflate, gzip")
        let length = request.body?.count ?? 0
        if length > 0 || !Self.bodilessMethods.contains(request.method) {
            headers.add(name: "Content-Length", value: String(length))
        }
        return HTTPRequestHead(
            version: .http1_1, method: NIOHTTP1.HTTPMethod(rawValue: request.method), uri: pathPrefix + request.target,
            headers: headers)
    }

    /// Methods of which nobody expects a body (RFC 9110, 8.6).
    private static let bodilessMethods: Set = ["GET", "HEAD", "DELETE", "CONNECT", "TRACE"]
    private static let ours = ["host", "accept-encoding", "content-length", "transfer-encoding"]

    /// Where a message goes and how it is framed is for nobody else to say.
    private static func isOurs(_ name: String) -> Bool {
        ours.contains { $0.utf8.count == name.utf8.count && $0 == name.asciiLowercased }
    }
}
