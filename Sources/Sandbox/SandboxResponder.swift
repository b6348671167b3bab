import HTTPTypes
import Hummingbird
import NIOCore

/// Carries requests from the wire to the sandbox as they are, and answers back.
struct SandboxResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let sandbox: Sandbox
    let key: String?

    func respond(to request: Request, context: Context) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: SandboxServer.bodyLimit)
        } catch is NIOTooManyBytesError {
            // What is left of the body is not read, so the connection cannot go on.
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        }
        let asked = SandboxRequest(
            method: request.method.rawValue, target: request.head.path ?? "/",
            headers: request.headers.map { (name: $0.name.canonicalName, value: $0.value) },
            body: Array(body.readableBytesView))
        let answer = sandbox.respond(to: asked, key: key)
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        headers[.contentLength] = String(answer.body.count)
        // The answer to HEAD has the length of the body that it lacks.
        let hasBody = request.method != .head && !answer.body.isEmpty
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : ResponseBody())
    }
}
