import Platform
import Synchronization

/// A server of 127.0.0.1 in a thread of its own that keeps each request, and answers it by a function: with what a service
/// says, with bytes that are no answer, later, or never.
public final class ScriptedServer: Sendable {
    /// A request as it came.
    public struct Request: Sendable, Equatable {
        /// Its number, from 1 on.
        public let number: Int
        /// The method token.
        public let method: String
        /// Path and query.
        public let target: String
        /// Head and body, as they came.
        public let text: String
        /// When its first bytes were seen.
        public let came: ContinuousClock.Instant

        /// The answer to a `get`: an object with the id that was asked for, and nothing else.
        public var object: String {
            let path = target.split(separator: "?")[0]
            return "{\"id\":\"\(path.split(separator: "/").last ?? "")\"}"
        }
    }

    /// What a client gets for a request.
    public struct Reply: Sendable {
        /// Sent as they are; nil is nothing, and the connection stays open.
        let bytes: [UInt8]?
        /// The connection ends with it.
        let closes: Bool
        /// How long it waits.
        let delay: Duration

        /// Nothing, and the connection stays open.
        public static let silence = Reply(bytes: nil, closes: false, delay: .zero)

        /// These bytes, however wrong they are.
        public static func bytes(_ bytes: [UInt8], thenClose closes: Bool) -> Reply {
            Reply(bytes: bytes, closes: closes, delay: .zero)
        }

        /// A whole answer; one after nil never comes.
        public static func answer(
            _ status: Int = 200, _ body: String = "", type: String = "application/json", headers: [String] = [],
            after delay: Duration? = .zero
        ) -> Reply {
            answer(status, Array(body.utf8), type: type, headers: headers, after: delay)
        }

        /// A whole answer whose body need not be text.
        public static func answer(
            _ status: Int, _ body: [UInt8], type: String = "application/json", headers: [String] = [],
            after delay: Duration? = .zero
        ) -> Reply {
            guard let delay else { return .silence }
            let lines =
                ["HTTP/1.1 \(status) Status", "Content-Type: \(type)", "Content-Length: \(body.count)"] + headers
            let head = Array(lines.map { $0 + "\r\n" }.joined().utf8) + [0x0D, 0x0A]
            return Reply(bytes: head + body, closes: false, delay: delay)
        }
    }

    /// Called on the server's thread for each whole request.
    public typealias Handler = @Sendable (Request) -> Reply

    private struct Connection {
        var unread: [UInt8] = []
        var came: ContinuousClock.Instant?
        var reply: (due: ContinuousClock.Instant, bytes: [UInt8], closes: Bool)?
    }

    /// `http://127.0.0.1:PORT`
    public let url: String
    private let listener: Int32
    /// Closing the write end ends the thread.
    private let stop: (read: Int32, write: Int32)
    private let handler: Handler
    private let received = Mutex<[Request]>([])

    /// The requests so far.
    public var requests: [Request] { received.withLock { $0 } }

    /// Listens from now on.
    public init(_ handler: @escaping Handler) throws {
        listener = streamSocket()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isOpen = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 256) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        var ends: [Int32] = [-1, -1]
        guard isOpen, pipe(&ends) == 0 else { throw ShellProcessError.cannotStart("server", errno) }
        // A program that a test starts must not keep them open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        stop = (ends[0], ends[1])
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        self.handler = handler
        OtherThread.run { [self] in serve() }
    }

    /// Listens from now on, and answers every request alike.
    public convenience init(_ reply: Reply) throws {
        try self.init { _ in reply }
    }

    /// Waits until that many requests came which `counts`; false when they do not come in time.
    public func wait(for count: Int, where counts: (Request) -> Bool = { _ in true }) -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while requests.count(where: counts) < count {
            guard ContinuousClock.now < end else { return false }
            _ = poll(nil, 0, 1)
        }
        return true
    }

    /// Ends the thread, which closes the connections.
    public func end() {
        close(stop.write)
    }

    // MARK: - The thread

    private func serve() {
        var connections: [Int32: Connection] = [:]
        while true {
            let now = ContinuousClock.now
            for (descriptor, connection) in connections {
                guard let reply = connection.reply, reply.due <= now else { continue }
                connections[descriptor]?.reply = nil
                _ = reply.bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Self.noSignal) }
                guard reply.closes else { continue }
                close(descriptor)
                connections[descriptor] = nil
            }
            var watched = ([stop.read, listener] + connections.keys).map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard poll(&watched, nfds_t(watched.count), Self.wait(for: connections)) >= 0 || errno == EINTR else {
                break
            }
            if watched[0].revents != 0 { break }
            if watched[1].revents != 0 {
                let connection = accept(listener, nil, nil)
                if connection >= 0 {
                    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                    connections[connection] = Connection()
                }
            }
            for entry in watched.dropFirst(2) where entry.revents != 0 {
                guard var connection = connections.removeValue(forKey: entry.fd) else { continue }
                if takeBytes(entry.fd, &connection) {
                    connections[entry.fd] = connection
                } else {
                    close(entry.fd)
                }
            }
        }
        for descriptor in [listener, stop.read] + connections.keys { close(descriptor) }
    }

    /// Milliseconds until the next reply is due.
    private static func wait(for connections: [Int32: Connection]) -> Int32 {
        guard let due = connections.values.compactMap({ $0.reply?.due }).min() else { return -1 }
        let left = ContinuousClock.now.duration(to: due) / .milliseconds(1)
        return Int32(max(0, min(left.rounded(.up), 60_000)))
    }

    /// False when the connection is closed.
    private func takeBytes(_ descriptor: Int32, _ connection: inout Connection) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return false }
        if connection.came == nil { connection.came = .now }
        connection.unread += buffer[..<count]
        let text = String(decoding: connection.unread, as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(of: "") else { return true }
        let length = lines[..<end].lazy.filter { $0.lowercased().hasPrefix("content-length:") }
            .compactMap { Int($0.dropFirst(15).filter(\.isNumber)) }.first
        let headCount = lines[..<end].reduce(2) { $0 + $1.utf8.count + 2 }
        guard connection.unread.count >= headCount + (length ?? 0) else { return true }
        let words = lines[0].split(separator: " ")
        guard words.count == 3, let came = connection.came else { return false }
        let request = received.withLock { received in
            let request = Request(
                number: received.count + 1, method: String(words[0]), target: String(words[1]), text: text, came: came)
            received.append(request)
            return request
        }
        connection.unread = []
        connection.came = nil
        let reply = handler(request)
        if let bytes = reply.bytes { connection.reply = (.now + reply.delay, bytes, reply.closes) }
        return true
    }

    #if canImport(Glibc)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let noSignal: Int32 = 0
    #endif
}
