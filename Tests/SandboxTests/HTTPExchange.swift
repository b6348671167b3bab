import Dispatch
import Platform
import Sandbox

/// One request over a connection of its own, by nothing but sockets: it shares no code with client or server.
enum HTTPExchange {
    enum Failure: Error { case connect(Int32), write(Int32), read(Int32), malformed(String) }

    /// Sends a request to 127.0.0.1 and reads its answer until the server closes.
    static func send(_ request: SandboxRequest, port: Int) async throws -> SandboxResponse {
        try await onThread { try parse(exchange(bytes(of: request), port: port)) }
    }

    /// What the server sends back for `bytes` until it closes.
    ///
    /// - Parameter patience: seconds without a byte after which it is given up.
    static func raw(_ bytes: [UInt8], port: Int, patience: Int = 20) async throws -> String {
        try await onThread { String(decoding: try exchange(bytes, port: port, patience), as: UTF8.self) }
    }

    /// Blocking calls stay off the threads that the server's own tasks run on.
    private static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws
        -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            // A queue of its own has a thread of its own; the global one is where tasks run.
            DispatchQueue(label: "exchange").async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }

    private static func bytes(of request: SandboxRequest) -> [UInt8] {
        var head = "\(request.method) \(request.target) HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
        for (name, value) in request.headers { head += "\(name): \(value)\r\n" }
        head += "content-length: \(request.body.count)\r\n\r\n"
        return Array(head.utf8) + request.body
    }

    private static func exchange(_ bytes: [UInt8], port: Int, _ patience: Int = 20) throws -> [UInt8] {
        let descriptor = streamSocket()
        defer { close(descriptor) }
        var deadline = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &deadline, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure.connect(errno) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
            // A server that refuses a body may close before all of it is sent; its answer is still to be read.
            if count < 0 { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, answer.isEmpty, errno != EAGAIN { throw Failure.read(errno) }
            guard count > 0 else { return answer }
            answer += buffer[..<count]
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> SandboxResponse {
        let end = [UInt8]("\r\n\r\n".utf8)
        guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            throw Failure.malformed(String(decoding: bytes, as: UTF8.self))
        }
        let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure.malformed(String(lines.first ?? ""))
        }
        let headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (name: line[..<colon].lowercased(), value: String(line[colon...].dropFirst().drop { $0 == " " }))
        }
        return SandboxResponse(status: status, headers: headers, body: Array(bytes[(split + end.count)...]))
    }
}
