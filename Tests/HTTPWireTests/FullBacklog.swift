import Platform
import Testing

/// A port of 127.0.0.1 where connecting neither succeeds nor fails: somebody listens, accepts nobody, and has no room.
final class FullBacklog {
    let port: Int
    private var descriptors: [Int32] = []

    init() throws {
        let listener = try Self.stream()
        descriptors = [listener]
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && getsockname(listener, address, &length) == 0
                    && listen(listener, 0) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(done)
        for _ in 0..<8 {
            let filler = try Self.stream()
            descriptors.append(filler)
            _ = fcntl(filler, F_SETFL, O_NONBLOCK)
            _ = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(filler, $0, length) }
            }
        }
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }

    private static func stream() throws -> Int32 {
        let made = streamSocket()
        try #require(made >= 0)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
        return made
    }
}
