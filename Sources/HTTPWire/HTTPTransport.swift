public import APIClient
import AsyncHTTPClient
import Memory
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
import Reactor
import Synchronization

/// Sends requests over the network: HTTP/1.1, TLS 1.2 or newer, no redirects, one delivery at most for each call.
///
/// Nothing is opened before the first request, and leaving the process waits for nothing.
public final class HTTPTransport: Transport {
    private let url: BaseURL
    private let key: ManagementKey?
    private let search: KeySearch?
    private let settings: HTTPTransportSettings
    private let loops: EventLoops
    private let pool = Mutex<ConnectionPool?>(nil)

    /// Makes a transport to `url` that sends `key` as bearer token with each request.
    public init(
        url: BaseURL, key: ManagementKey?, settings: HTTPTransportSettings = HTTPTransportSettings(),
        loops: EventLoops = EventLoops()
    ) {
        self.url = url
        self.key = key
        search = key.flatMap { KeySearch($0) }
        self.settings = settings
        self.loops = loops
    }

    /// Makes one attempt; `completion` runs on a thread of the event loops, or at once where nothing can be sent.
    public func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let pool: ConnectionPool
        let built: HTTPClient.Request
        do throws(TransportError) {
            built = try build(request)
            pool = try begun()
        } catch {
            completion(.failure(error))
            return NothingToCancel()
        }
        let collector = AnswerCollector(
            limit: settings.maximumBody, search: search, memory: settings.memory ?? MemoryAccount())
        let task = pool.client.execute(
            request: built, delegate: collector, deadline: .now() + .nanoseconds(timeout.inNanoseconds))
        // Only with one loop do the collector's marks arrive in the order of the events on the connection.
        let marksAreExact = loops.threads == 1
        let (host, usesProxy, limit) = (url.host, settings.proxy != nil, settings.maximumBody)
        task.futureResult.whenComplete { [probe] result in
            pool.end()
            let result = result.mapError { error in
                TransportError(
                    error, headSent: collector.headSent || !marksAreExact, hasHead: collector.hasHead, host: host,
                    usesProxy: usesProxy, limit: limit)
            }
            guard let probe, case .failure(.tls(let problem)) = result, problem.isAboutCertificate else {
                return completion(result)
            }
            // The library says only that it does not like the certificate: look at it, to say which and why.
            probe.look(within: Self.describingLimit) { certificate in
                completion(.failure(.tls(problem.with(certificate, now: Client.secondsSince1970()))))
            }
        }
        return Attempt(task: task, collector: collector, marksAreExact: marksAreExact)
    }

    /// How long a failed call may take longer to say what is wrong with a certificate.
    private static let describingLimit = Duration.seconds(3)

    /// Sees the server's certificate without sending anything over the connection. `completion` runs once, on any
    /// thread; nil over plain HTTP, through a proxy, or where none was seen.
    func lookAtCertificate(within limit: Duration, completion: @escaping @Sendable (PeerCertificate?) -> Void) {
        guard let probe else { return completion(nil) }
        probe.look(within: limit, completion: completion)
    }

    /// Behind a proxy the server is out of its reach.
    private var probe: CertificateProbe? {
        url.isSecure && settings.proxy == nil ? CertificateProbe(host: url.host, port: url.port, loops: loops) : nil
    }

    /// The next request opens a connection; those under way end on theirs.
    public func dropConnections() {
        let old = pool.withLock { pool in
            let old = pool
            pool = nil
            return old
        }
        old?.retire()
    }

    private func build(_ request: HTTPRequest) throws(TransportError) -> HTTPClient.Request {
        // The library writes methods and targets as they are: a line end in one would begin another request.
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(\.isTokenCharacter) else {
            throw .invalidRequest("bad method")
        }
        guard request.target.utf8.first == 0x2F, request.target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidRequest("bad target")
        }
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        if let key { headers.replaceOrAdd(name: "Authorization", value: key.bearer) }
        var base = url.text
        if let proxy = settings.proxy {
            // The library connects to the proxy, and `ProxyTunnel` goes on from there to the host.
            let host = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
            base = "http://\(host):\(proxy.port)\(url.pathPrefix)"
            headers.replaceOrAdd(name: "Host", value: url.authority)
        }
        do {
            return try HTTPClient.Request(
                url: base + request.target, method: NIOHTTP1.HTTPMethod(rawValue: request.method), headers: headers,
                body: request.body.map { .byteBuffer(ByteBuffer(bytes: $0)) })
        } catch {
            throw .invalidRequest("bad URL")
        }
    }

    /// The pool in use, with one request more under way in it.
    private func begun() throws(TransportError) -> ConnectionPool {
        // Under the lock, so that two first requests do not make two pools, and none is retired before it begins.
        let made = pool.withLock { pool -> Result<ConnectionPool, TransportError> in
            do throws(TransportError) {
                let used: ConnectionPool
                if let pool {
                    used = pool
                } else {
                    let client = HTTPClient(
                        eventLoopGroupProvider: .shared(loops.started()), configuration: try configuration())
                    used = ConnectionPool(client, loops: loops)
                    pool = used
                }
                used.begin()
                return .success(used)
            } catch {
                return .failure(error)
            }
        }
        return try made.get()
    }

    private func configuration() throws(TransportError) -> HTTPClient.Configuration {
        let connect = TimeAmount.nanoseconds(settings.connectTimeout.inNanoseconds)
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: url.isSecure && settings.proxy == nil ? try tls() : nil,
            redirectConfiguration: .disallow,
            timeout: .init(connect: connect),
            decompression: .enabled(limit: .size(settings.maximumBody)))
        configuration.httpVersion = .http1Only
        // Nobody reads spans, and making one for each request takes a tenth of the network thread's time.
        configuration.tracing.tracer = nil
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, settings.connectionLimit)
        // With it a refused connection or a bad certificate is tried until the connect timeout.
        configuration.connectionPool.retryConnectionEstablishment = false
        let route = try route()
        configuration.http1_1ConnectionDebugInitializer = { channel in
            // At once where that can be: a connection that closed in between would be taken for a usable one.
            if channel.eventLoop.inEventLoop { return Self.prepare(channel, route) }
            return channel.eventLoop.flatSubmit { Self.prepare(channel, route) }
        }
        return configuration
    }

    /// Makes a new connection ready for its first request.
    private static func prepare(_ channel: any Channel, _ route: ProxyRoute?) -> EventLoopFuture<Void> {
        do {
            try StatusGuard.install(in: channel)
            guard let route else { return channel.eventLoop.makeSucceededVoidFuture() }
            return try ProxyTunnel.open(route, on: channel)
        } catch {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    private func route() throws(TransportError) -> ProxyRoute? {
        guard let proxy = settings.proxy else { return nil }
        var context: NIOSSLContext?
        if url.isSecure {
            var tls = try tls()
            tls.applicationProtocols = ["http/1.1"]
            do { context = try NIOSSLContext(configuration: tls) } catch { throw .tls(.other("")) }
        }
        return ProxyRoute(url, through: proxy, tls: context, timeout: settings.connectTimeout)
    }

    private func tls() throws(TransportError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        for file in settings.extraRoots {
            // The library would only find out in the middle of the first connection, and blame the connection.
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
                throw .tls(.unusableRoots(file: file))
            }
            tls.additionalTrustRoots.append(.certificates(certificates))
        }
        return tls
    }
}

private struct Attempt: TransportTask {
    let task: HTTPClient.Task<HTTPResponse>
    let collector: AnswerCollector
    let marksAreExact: Bool

    var hasBegun: Bool { !marksAreExact || collector.headSent }

    func cancel() { task.cancel() }
}

private struct NothingToCancel: TransportTask {
    func cancel() {}
}
