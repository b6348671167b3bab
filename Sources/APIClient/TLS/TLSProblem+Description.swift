import Secrets

extension TLSProblem: CustomStringConvertible {
    /// What happened, in a few words.
    public var description: String {
        switch self {
        case .untrustedCertificate(let certificate?, let fault?): Self.words(certificate, fault)
        case .untrustedCertificate:
            "the server's certificate is not trusted (unknown issuer, or out of date); --ca-file adds a root"
        case .wrongHost(let host, let certificate):
            "the server's certificate is \(certificate.map { "for \(Self.names($0)), " } ?? "")not for \(host)"
        case .unusableRoots(let file): "the certificate file \(PastedKey.shown(file)) cannot be read as PEM"
        case .notTLS: "the server does not speak TLS"
        case .handshakeEnded: "the server ended the TLS handshake (TLS 1.2 or newer is needed)"
        case .other(let words): words.isEmpty ? "TLS failed" : "TLS failed (\(words))"
        }
    }

    private static func words(_ certificate: PeerCertificate, _ fault: CertificateFault) -> String {
        let name = "the server's certificate (for \(names(certificate)))"
        return switch fault {
        case .expired: "\(name) expired on \(certificate.lastDay); it was issued by \(certificate.issuerName)"
        case .notYetValid:
            "\(name) is not valid before \(certificate.firstDay); is the clock of this machine right?"
        case .selfSigned: "\(name) is self-signed, and not among the trusted roots; --ca-file adds it"
        case .unknownIssuer:
            "\(name) was issued by \(certificate.issuerName), which is not trusted; --ca-file adds its root"
        }
    }

    /// Whom it is for, in the words of the server: shortened, and filtered by who prints.
    private static func names(_ certificate: PeerCertificate) -> String {
        let names = certificate.names.isEmpty ? [certificate.subject] : certificate.names
        return OneLine.shortened(names.prefix(3).joined(separator: ", "), to: 80) + (names.count > 3 ? ", …" : "")
    }
}
