import Platform
import Testing

/// A port of 127.0.0.1 that is taken, but where nobody listens.
final class BoundSocket {
    let port: Int
    private let descriptor: Int32

    init() throws {
        let made = streamSocket()
        try #require(made >= 0)
        descriptor = made
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(made, address, length) == 0 && getsockname(made, address, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(done)
    }

    deinit {
        close(descriptor)
    }
}
