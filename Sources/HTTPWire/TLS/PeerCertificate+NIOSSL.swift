import APIClient
import NIOSSL

extension PeerCertificate {
    /// Reads the certificate; nil where its names cannot be read.
    init?(_ certificate: NIOSSLCertificate) {
        guard let der = try? certificate.toDERBytes(), let names = CertificateNames(der: der) else { return nil }
        self.init(
            subject: names.subject, issuer: names.issuer, names: Self.names(of: certificate),
            notBefore: Int64(certificate.notValidBefore), notAfter: Int64(certificate.notValidAfter),
            isSelfIssued: names.isSelfIssued)
    }

    private static func names(of certificate: NIOSSLCertificate) -> [String] {
        certificate._subjectAlternativeNames().filter { $0.nameType == .dnsName }
            .map { String(decoding: $0.contents, as: UTF8.self) }
    }
}
