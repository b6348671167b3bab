import Platform
import Synchronization

/// A server of 127.0.0.1 that answers every request with the same bytes, however wrong they are.
final class ScriptedServer: Sendable {
    /// What a client gets for a request.
    enum Reply: Sendable {
        /// Nothing, and the connection stays open.
        case silence
        /// These bytes.
        case bytes([UInt8], thenClose: Bool)

        /// A whole answer.
        static func answer(
            _ status: Int, _ body: String, type: String = "application/json", headers: [String] = []
        ) -> Reply {
            answer(status, Array(body.utf8), type: type, headers: headers)
        }

        /// A whole answer whose body need not be text.
        static func answer(
            _ status: Int, _ body: [UInt8], type: String = "application/json", headers: [String] = []
        ) -> Reply {
            let lines =
                ["HTTP/1.1 \(status) Status", "Content-Type: \(type)", "Content-Length: \(body.count)"] + headers
            return .bytes(Array(lines.map { $0 + "\r\n" }.joined().utf8) + [0x0D, 0x0A] + body, thenClose: false)
        }
    }

    let port: Int
    private let reply: Reply
    private let listener: Int32
    /// Closing the write end ends the thread.
    private let stop: (read: Int32, write: Int32)
    private let received = Mutex<[String]>([])

    /// `http://127.0.0.1:PORT`
    var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, head and body as they came.
    var requests: [String] { received.withLock { $0 } }

    /// Listens from now on.
    static func start(_ reply: Reply) throws -> ScriptedServer {
        #if canImport(Glibc)
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        var ends: [Int32] = [-1, -1]
        guard isOpen, pipe(&ends) == 0 else { throw SocketError(number: errno) }
        // A program that a test starts must not keep them open.
        for end in ends + [listener] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let server = ScriptedServer(
            port: Int(UInt16(bigEndian: address.sin_port)), reply: reply, listener: listener, stop: (ends[0], ends[1]))
        try server.startThread()
        return server
    }

    private init(port: Int, reply: Reply, listener: Int32, stop: (read: Int32, write: Int32)) {
        self.port = port
        self.reply = reply
        self.listener = listener
        self.stop = stop
    }

    /// Ends the thread, which closes the connections.
    func end() {
        close(stop.write)
    }

    // MARK: - The thread

    private func startThread() throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if canImport(Glibc)
            var thread: pthread_t = 0
        #else
            var thread: pthread_t?
        #endif
        // The thread holds the server alive until it ends.
        let context = UInt(bitPattern: Unmanaged.passRetained(self).toOpaque())
        let failure = pthread_create(&thread, &attributes, runServer, UnsafeMutableRawPointer(bitPattern: context))
        if failure != 0 { throw SocketError(number: failure) }
    }

    fileprivate func serve() {
        var connections: [Int32: [UInt8]] = [:]
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let descriptors = [stop.read, listener] + connections.keys
            var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&watched, nfds_t(watched.count), -1) > 0 || errno == EINTR else { break }
            if watched[0].revents != 0 { break }
            if watched[1].revents != 0 {
                let connection = accept(listener, nil, nil)
                if connection >= 0 { connections[connection] = [] }
            }
            for entry in watched.dropFirst(2) where entry.revents != 0 {
                let count = read(entry.fd, &buffer, buffer.count)
                connections[entry.fd, default: []] += buffer[..<max(0, count)]
                let isOpen = count > 0 && answer(entry.fd, &connections[entry.fd, default: []])
                if !isOpen {
                    close(entry.fd)
                    connections[entry.fd] = nil
                }
            }
        }
        for descriptor in [listener, stop.read] + connections.keys { close(descriptor) }
    }

    /// Answers the request in `unread` once it is whole. False closes the connection.
    private func answer(_ connection: Int32, _ unread: inout [UInt8]) -> Bool {
        let text = String(decoding: unread, as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(of: "") else { return true }
        let head = lines[..<end]
        let length = head.firstNonNil { line in
            line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).filter(\.isNumber)) : nil
        }
        let headCount = head.reduce(2) { $0 + $1.utf8.count + 2 }
        guard unread.count >= headCount + (length ?? 0) else { return true }
        received.withLock { $0.append(text) }
        unread = []
        guard case .bytes(let bytes, let thenClose) = reply else { return true }
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Self.noSignal) }
        return !thenClose
    }

    #if canImport(Glibc)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let noSignal: Int32 = 0
    #endif
}

/// The thread of a server that was retained for it.
private func runServer(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<ScriptedServer>.fromOpaque(context).takeRetainedValue().serve() }
    return nil
}

/// A socket that could not be made; errno.
struct SocketError: Error {
    let number: Int32
}

extension Sequence {
    fileprivate func firstNonNil<Value>(_ transform: (Element) -> Value?) -> Value? {
        for element in self {
            if let value = transform(element) { return value }
        }
        return nil
    }
}
