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
    var text: String {
        let status = HTTPResponseStatus(statusCode: response.status)
        var text = "HTTP/1.1 \(response.status) \(status.reasonPhrase)\r\n"
        for (name, value) in response.headers { text += "\(name): \(value)\r\n" }
        text += "content-length: \(length)\r\ndate: \(date)\r\nserver: ampsh-sandbox\r\n"
        if closes { text += "connection: close\r\n" }
        return text + "\r\n"
    }
}
