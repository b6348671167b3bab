import APIClient
import NIOCore
import NIOPosix
import NIOSSL
import Reactor

/// Looks at a server's certificate, to say what is wrong with it or how long it is valid: a handshake that is given up
/// once the certificate is seen. Nothing is sent over it, and nothing that it finds makes a certificate trusted.
struct CertificateProbe: Sendable {
    let host: String
    let port: Int
    let thread: NetworkThread

    /// `completion` runs once, on the network's thread, within `limit`; nil where no certificate was seen.
    func look(within limit: Duration, completion: @escaping @Sendable (PeerCertificate?) -> Void) {
        let loop = thread.loop
        let seen = loop.makePromise(of: PeerCertificate?.self)
        seen.futureResult.whenSuccess(completion)
        let end = loop.scheduleTask(in: .nanoseconds(limit.inNanoseconds)) { seen.succeed(nil) }
        // The thread must not end before this does: who asked may be gone by then.
        seen.futureResult.whenComplete { [thread] _ in
            end.cancel()
            withExtendedLifetime(thread) {}
        }
        let name = IPAddress(host) == nil ? host : nil
        ClientBootstrap(group: loop)
            .connectTimeout(.nanoseconds(limit.inNanoseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    var tls = TLSConfiguration.makeClientConfiguration()
                    tls.trustRoots = .certificates([])
                    let handler = try NIOSSLClientHandler(
                        context: NIOSSLContext(configuration: tls), serverHostname: name,
                        customVerificationCallback: { chain, verdict in
                            seen.succeed(chain.first.flatMap { PeerCertificate($0) })
                            verdict.succeed(.failed)
                        })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: host, port: port)
            .whenComplete { result in
                switch result {
                case .failure: seen.succeed(nil)
                case .success(let channel):
                    channel.closeFuture.whenComplete { _ in seen.succeed(nil) }
                    seen.futureResult.whenComplete { _ in channel.close(promise: nil) }
                }
            }
    }
}
