import NIOHTTP1

/// The status line and the header fields of an answer, as they go over the wire.
struct AnswerHead {
    /// What the fields are about.
    let response: SandboxResponse
    /// What `Content-Length` says.
    let length: Int
    /// The text of the `Date` field.
    let date: String
    /// Whether the connection ends after this answer.
    let closes: Bool

    /// The bytes, with the empty line at the end.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        // With room for the body of most answers.
        bytes.reserveCapacity(512 + response.body.count)
        bytes += "HTTP/1.1 ".utf8
        bytes += String(response.status).utf8
        bytes.append(0x20)
        bytes += HTTPResponseStatus(statusCode: response.status).reasonPhrase.utf8
        bytes += "\r\n".utf8
        for (name, value) in response.headers { Self.append(name, value, to: &bytes) }
        Self.append("content-length", String(length), to: &bytes)
        Self.append("date", date, to: &bytes)
        Self.append("server", "ampsh-sandbox", to: &bytes)
        if closes { Self.append("connection", "close", to: &bytes) }
        bytes += "\r\n".utf8
        return bytes
    }

    private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += name.utf8
        bytes += ": ".utf8
        bytes += value.utf8
        bytes += "\r\n".utf8
    }
}
