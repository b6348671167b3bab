import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer on the event loop, bounded, with one copy from the network's buffers to the array handed on.
final class AnswerCollector: HTTPClientResponseDelegate {
    typealias Response = HTTPResponse

    private struct State {
        var head: HTTPResponseHead?
        var body: [UInt8] = []
        var headSent = false
    }

    private let limit: Int
    private let key: ManagementKey?
    private let state = Mutex(State())

    init(limit: Int, key: ManagementKey?) {
        self.limit = limit
        self.key = key
    }

    /// The request's head was given to the connection.
    var headSent: Bool { state.withLock { $0.headSent } }

    /// An answer has begun.
    var hasHead: Bool { state.withLock { $0.head != nil } }

    func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
        state.withLock { $0.headSent = true }
    }

    func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        state.withLock { state in
            state.head = head
            // The announced length is the server's word: believed as far as a page of a list goes.
            if announced <= limit { state.body.reserveCapacity(min(announced, 16 << 20)) }
        }
        return announced <= limit
            ? task.eventLoop.makeSucceededVoidFuture()
            : task.eventLoop.makeFailedFuture(TransportError.bodyTooLarge(limit: limit))
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard buffer.readableBytes <= limit - state.body.count else {
                state.body = []
                return false
            }
            state.body.append(contentsOf: buffer.readableBytesView)
            return true
        }
        return fits
            ? task.eventLoop.makeSucceededVoidFuture()
            : task.eventLoop.makeFailedFuture(TransportError.bodyTooLarge(limit: limit))
    }

    func didFinishRequest(task: HTTPClient.Task<Response>) throws -> HTTPResponse {
        let (head, body) = state.withLock { state in
            // The body leaves without a second owner, or the next change to it would copy it.
            let body = state.body
            state.body = []
            return (state.head, body)
        }
        guard let head else { throw TransportError.closed }
        let response = HTTPResponse(
            status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) }, body: body)
        return key.map { $0.removed(from: response) } ?? response
    }
}

extension ManagementKey {
    /// Bodies up to this size are searched for the key: errors and echoes are small, and lists are not worth the time.
    private static let searchedBody = 64 << 10

    /// A shorter text may stand in an answer by chance, and taking it out would falsify data.
    private static let shortestSearched = 8

    /// The answer without the key, for servers that say back what they were sent.
    func removed(from response: HTTPResponse) -> HTTPResponse {
        guard text.utf8.count >= Self.shortestSearched else { return response }
        let key = Array(text.utf8)
        var response = response
        func clean(_ text: String) -> String { KeyRedaction.contains(key, in: text) ? description : text }
        for place in response.headers.indices {
            let (name, value) = response.headers[place]
            guard KeyRedaction.contains(key, in: name) || KeyRedaction.contains(key, in: value) else { continue }
            response.headers[place] = (clean(name), clean(value))
        }
        if response.body.count <= Self.searchedBody,
            let clean = KeyRedaction.removing(key, from: response.body, replacement: Array(description.utf8))
        {
            response.body = clean
        }
        return response
    }
}
