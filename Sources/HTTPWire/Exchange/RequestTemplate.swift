import APIClient

/// What every request to one target has in common: its host, its path's beginning, the key.
struct RequestTemplate: Sendable {
    private let pathPrefix: String
    /// What follows the target: the version and the fields that are ours.
    private let fixed: [UInt8]
    /// The names of those fields, and of the ones that frame a message, in small letters.
    private let ours: [String]

    init(url: BaseURL, key: ManagementKey?) {
        pathPrefix = url.pathPrefix
        let bearer = key.map { "Authorization: \($0.bearer)\r\n" } ?? ""
        fixed = Array(" HTTP/1.1\r\nHost: \(url.authority)\r\n\(bearer)Accept-Encoding: deflate, gzip\r\n".utf8)
        ours =
            ["host", "accept-encoding", "content-length", "transfer-encoding"] + (key == nil ? [] : ["authorization"])
    }

    /// Why a request cannot be sent: methods, targets and fields are written as they are, and a line end in one would
    /// begin another request.
    static func problem(of request: HTTPRequest) -> TransportError? {
        guard !request.method.isEmpty, all(request.method, \.isTokenCharacter) else {
            return .invalidRequest("bad method")
        }
        guard request.target.utf8.first == 0x2F, all(request.target, { $0 > 0x20 && $0 < 0x7F }) else {
            return .invalidRequest("bad target")
        }
        let fieldsAreGood = request.headers.allSatisfy { name, value in
            !name.isEmpty && all(name, \.isTokenCharacter)
                && all(value) { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
        return fieldsAreGood ? nil : .invalidRequest("bad header field")
    }

    /// Over the bytes in place: this is done for each field of each request.
    private static func all(_ text: String, _ isGood: (UInt8) -> Bool) -> Bool {
        var text = text
        return text.withUTF8 { $0.allSatisfy(isGood) }
    }

    /// The head of a request that has no problem, as it goes over the wire: framed for its body, with its empty line.
    func head(of request: HTTPRequest) -> [UInt8] {
        var head: [UInt8] = []
        // Once, and large enough for most.
        head.reserveCapacity(fixed.count + request.target.utf8.count + 256)
        head += request.method.utf8
        head.append(0x20)
        head += pathPrefix.utf8
        head += request.target.utf8
        head += fixed
        for (name, value) in request.headers where !isOurs(name) { Self.append(name, value, to: &head) }
        let length = request.body?.count ?? 0
        if length > 0 || !Self.bodilessMethods.contains(request.method) {
            Self.append("Content-Length", String(length), to: &head)
        }
        head += [0x0D, 0x0A]
        return head
    }

    private static func append(_ name: String, _ value: String, to head: inout [UInt8]) {
        head += name.utf8
        head += [0x3A, 0x20]
        head += value.utf8
        head += [0x0D, 0x0A]
    }

    /// Methods of which nobody expects a body (RFC 9110, 8.6).
    private static let bodilessMethods = ["GET", "HEAD", "DELETE", "CONNECT", "TRACE"]

    /// Where a message goes, with which key, and how it is framed is for nobody else to say.
    private func isOurs(_ name: String) -> Bool {
        ours.contains { $0.utf8.count == name.utf8.count && $0 == name.asciiLowercased }
    }
}
