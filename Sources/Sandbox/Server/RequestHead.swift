import NIOHTTP1

/// The head of a request, read once: what the rules see of it, and what the connection must know.
struct RequestHead {
    /// As the rules see it, without its body.
    let request: SandboxRequest
    /// Whether a body follows.
    let hasBody: Bool
    /// The length that it says its body has.
    let bodyLength: Int?
    /// Whether it wants to be told that its body may come.
    let expectsWord: Bool
    /// Whether the connection goes on after it.
    let isKeepAlive: Bool
    /// Whether the answer has a body.
    let wantsBody: Bool

    init(_ head: HTTPRequestHead) {
        request = SandboxRequest(
            method: head.method.rawValue, target: head.uri,
            headers: head.headers.map { (name: $0.name, value: $0.value) })
        let length = request.header("content-length")
        hasBody = request.header("transfer-encoding") != nil || length.map { $0 != "0" } ?? false
        bodyLength = length.flatMap { Int($0) }
        expectsWord = request.header("expect") != nil
        isKeepAlive = head.isKeepAlive
        wantsBody = head.method != .HEAD
    }
}
