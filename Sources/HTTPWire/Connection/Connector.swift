import APIClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Reactor

/// Makes connections to one target, directly or through a proxy, and puts their handlers together. On the network's thread
/// only.
final class Connector {
    private let url: BaseURL
    private let proxy: Proxy?
    private let extraRoots: [String]
    private let bootstrap: ClientBootstrap
    /// Made once: the system's roots are many.
    private var tls: NIOSSLContext?

    init(url: BaseURL, settings: HTTPTransportSettings, loop: any EventLoop) {
        self.url = url
        proxy = settings.proxy
        extraRoots = settings.extraRoots
        bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.nanoseconds(settings.connectTimeout.inNanoseconds))
            // Most answers fit, and are read by one call of the system.
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 4 << 10, initial: 16 << 10, maximum: 64 << 10))
    }

    /// Connects, and tells `connection` how it went.
    func connect(_ connection: ConnectionHandler) {
        do {
            let tls = try context()
            dial().assumeIsolated().whenComplete { result in
                switch result {
                case .success(let channel): self.install(connection, in: channel, tls)
                case .failure(let error): connection.failed(error)
                }
            }
        } catch {
            connection.failed(error)
        }
    }

    private func dial() -> EventLoopFuture<any Channel> {
        let (host, port) = proxy.map { ($0.host, $0.port) } ?? (url.host, url.port)
        // An address needs no resolver, which is a thread of its own.
        if let address = try? SocketAddress(ipAddress: host, port: port) { return bootstrap.connect(to: address) }
        return bootstrap.connect(host: host, port: port)
    }

    private func install(_ connection: ConnectionHandler, in channel: any Channel, _ tls: NIOSSLContext?) {
        // It took too long, and somebody else was told so.
        guard !connection.isClosed else { return channel.close(promise: nil) }
        do {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(RequestEncoder())
            try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder()))
            try pipeline.addHandler(connection)
            connection.handle(.connected)
            // What comes before HTTP begins to work as it is added, so it is added last.
            let name = IPAddress(url.host) == nil ? url.host : nil
            if let proxy {
                let route = ProxyRoute(url, through: proxy, tls: tls, serverName: name)
                try pipeline.addHandler(ProxyTunnel(route), position: .first)
            } else if let tls {
                try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name), position: .first)
            }
        } catch {
            connection.failed(error)
            channel.close(promise: nil)
        }
    }

    private func context() throws -> NIOSSLContext? {
        guard url.isSecure else { return nil }
        if let tls { return tls }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        for file in extraRoots {
            // NIOSSL would blame the connection.
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
                throw TransportError.tls(.unusableRoots(file: file))
            }
            configuration.additionalTrustRoots.append(.certificates(certificates))
        }
        let made = try NIOSSLContext(configuration: configuration)
        tls = made
        return made
    }
}
