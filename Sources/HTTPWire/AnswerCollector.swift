import APIClient
import AsyncHTTPClient
import Memory
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer on the event loop, bounded, with one copy from the network's buffers to the array handed on.
final class AnswerCollector: HTTPClientResponseDelegate {
    typealias Response = HTTPResponse

    private struct State {
        var head: HTTPResponseHead?
        var body: HeldBytes
        var headSent = false
    }

    private let limit: Int
    private let search: KeySearch?
    private let memory: MemoryAccount
    private let state: Mutex<State>

    /// What `search` finds is taken out of the answer, whose body is counted in `memory`.
    init(limit: Int, search: KeySearch?, memory: MemoryAccount) {
        self.limit = limit
        self.search = search
        self.memory = memory
        state = Mutex(State(body: HeldBytes(of: memory)))
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
        return passed(task) { state throws(TransportError) in
            state.head = head
            guard announced <= limit else { throw .bodyTooLarge(limit: limit) }
            state.body.expected = announced
            // The announced length is the server's word: believed as far as a page of a list goes.
            do throws(NotEnoughMemory) { try state.body.reserve(min(announced, 16 << 20)) } catch { throw .noMemory }
        }
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        passed(task) { state throws(TransportError) in
            guard buffer.readableBytes <= limit - state.body.bytes.count else { throw .bodyTooLarge(limit: limit) }
            do throws(NotEnoughMemory) {
                try buffer.withUnsafeReadableBytes { (bytes) throws(NotEnoughMemory) in try state.body.append(bytes) }
            } catch {
                throw .noMemory
            }
        }
    }

    /// Lets the answer go on, or ends it, and with it what it holds.
    private func passed(
        _ task: HTTPClient.Task<Response>, _ take: (inout State) throws(TransportError) -> Void
    ) -> EventLoopFuture<Void> {
        let failure = state.withLock { state -> TransportError? in
            do throws(TransportError) {
                try take(&state)
                return nil
            } catch {
                state.body = HeldBytes(of: memory)
                return error
            }
        }
        return failure.map { task.eventLoop.makeFailedFuture($0) } ?? task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Response>) throws -> HTTPResponse {
        let (head, body) = state.withLock { state in
            // The body leaves without a second owner, or the next change to it would copy it.
            let body = state.body
            state.body = HeldBytes(of: memory)
            return (state.head, body)
        }
        guard let head else { throw TransportError.closed }
        let response = HTTPResponse(
            status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) },
            body: body.bytes, memory: body.memory)
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
