import APIClient
import Memory
import NIOCore
import NIOHTTP1

/// Collects one answer, bounded and counted, with one copy from the network's buffers to the array handed on.
struct AnswerCollector {
    private let head: HTTPResponseHead
    private let limit: Int
    private var body: HeldBytes
    private var coding: Coding

    private enum Coding {
        case none
        /// Compressed, with no byte yet: an answer to HEAD names the coding of a body that does not come.
        case compressed
        case inflating(Inflater)
    }

    /// An answer that begins with `head`. Its body may have `limit` bytes, as sent and after decompression, and is counted
    /// in `memory`.
    init(_ head: HTTPResponseHead, limit: Int, memory: MemoryAccount) throws(TransportError) {
        self.head = head
        self.limit = limit
        body = HeldBytes(of: memory)
        switch head.headers.first(name: "content-encoding")?.asciiLowercased {
        case "gzip", "deflate": coding = .compressed
        default: coding = .none
        }
        let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw .bodyTooLarge(limit: limit) }
        body.expected = announced
        // The announced length is the server's word: believed as far as a page of a list goes.
        do throws(NotEnoughMemory) { try body.reserve(min(announced, 16 << 20)) } catch { throw .noMemory }
    }

    /// Takes the next part of the body.
    mutating func append(_ part: ByteBuffer) throws(TransportError) {
        if case .compressed = coding {
            guard let inflater = Inflater() else { throw .noMemory }
            coding = .inflating(inflater)
        }
        try part.withUnsafeReadableBytes { (bytes) throws(TransportError) in try append(bytes) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) throws(TransportError) {
        guard case .inflating(let inflater) = coding else { return try keep(bytes) }
        try inflater.inflate(bytes) { (bytes) throws(TransportError) in try keep(bytes) }
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer) throws(TransportError) {
        guard bytes.count <= limit - body.bytes.count else { throw .bodyTooLarge(limit: limit) }
        do throws(NotEnoughMemory) { try body.append(bytes) } catch { throw .noMemory }
    }

    /// The end has come: what is compressed must be whole.
    func finish() throws(TransportError) {
        if case .inflating(let inflater) = coding, !inflater.isComplete { throw .cut }
    }

    /// The answer, once it is finished.
    var response: HTTPResponse {
        HTTPResponse(
            status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) },
            body: body.bytes, memory: body.memory)
    }
}
