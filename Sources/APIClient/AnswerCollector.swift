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
    private let search: KeySearch?
    private let state = Mutex(State())

    /// What `search` finds is taken out of the answer.
    init(limit: Int, search: KeySearch?) {
        self.limit = limit
        self.search = search
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
        return search.map { $0.removed(from: response) } ?? response
    }
}

extension KeySearch {
    /// The answer without the key, for servers that say back what they were sent.
    func removed(from response: HTTPResponse) -> HTTPResponse {
        var response = response
        for place in response.headers.indices {
            let (name, value) = response.headers[place]
            let (hasName, hasValue) = (finds(in: name), finds(in: value))
            if hasName || hasValue {
                response.headers[place] = (hasName ? description : name, hasValue ? description : value)
            }
        }
        if let clean = removed(from: response.body) { response.body = clean }
        return response
    }
}
