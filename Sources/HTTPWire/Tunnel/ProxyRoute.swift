import APIClient
import NIOSSL

/// The way to a host through a proxy.
struct ProxyRoute {
    /// The bytes that ask the proxy for it.
    let request: String
    /// TLS with the host; nil for plain HTTP.
    let tls: NIOSSLContext?
    /// The name by which TLS knows the host; nil for an address.
    let serverName: String?

    init(_ url: BaseURL, through proxy: Proxy, tls: NIOSSLContext?, serverName: String?) {
        // RFC 9110: the target is the host and the port, and so is the field Host.
        let place = "\(url.host.contains(":") ? "[\(url.host)]" : url.host):\(url.port)"
        var head = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n"
        if let credentials = proxy.credentials {
            let text = Base64.text(of: Array("\(credentials.user):\(credentials.password)".utf8))
            head += "Proxy-Authorization: Basic \(text)\r\n"
        }
        request = head + "\r\n"
        self.tls = tls
        self.serverName = serverName
    }
}
