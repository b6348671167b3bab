import APIClient
import Memory

/// Where a transport's requests go, and how.
struct Origin: Sendable {
    let url: BaseURL
    let key: ManagementKey?
    let settings: HTTPTransportSettings

    /// What sees the server's certificate; nil over plain HTTP, and behind a proxy, where the server is out of its reach.
    func probe(on thread: NetworkThread) -> CertificateProbe? {
        url.isSecure && settings.proxy == nil ? CertificateProbe(host: url.host, port: url.port, thread: thread) : nil
    }
}

extension ConnectionHandler.Configuration {
    init(_ origin: Origin) {
        self.init(
            template: RequestTemplate(url: origin.url, key: origin.key), host: origin.url.host,
            hasTunnel: origin.settings.proxy != nil, hasTLS: origin.url.isSecure,
            maximumBody: origin.settings.maximumBody, memory: origin.settings.memory ?? MemoryAccount())
    }
}
