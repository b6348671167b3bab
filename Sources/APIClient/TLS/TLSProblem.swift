/// What went wrong with TLS.
public enum TLSProblem: Error, Sendable, Equatable {
    /// The server's certificate does not lead to a trusted root, or is out of date; nil where it could not be read.
    case untrustedCertificate(PeerCertificate?, CertificateFault?)
    /// The server's certificate is for another name than `host`.
    case wrongHost(String, PeerCertificate?)
    /// The file of extra roots cannot be used.
    case unusableRoots(file: String)
    /// The server does not speak TLS.
    case notTLS
    /// The server speaks nothing as new as TLS 1.2, or ended the handshake.
    case handshakeEnded
    /// The library's words.
    case other(String)
}

extension TLSProblem {
    /// A look at the certificate can say more.
    package var isAboutCertificate: Bool {
        switch self {
        case .untrustedCertificate, .wrongHost: true
        default: false
        }
    }

    /// The same problem, with what was seen of the certificate.
    package func with(_ certificate: PeerCertificate?, now: Int64) -> TLSProblem {
        switch self {
        case .untrustedCertificate: .untrustedCertificate(certificate, certificate?.fault(at: now))
        case .wrongHost(let host, _): .wrongHost(host, certificate)
        default: self
        }
    }
}
