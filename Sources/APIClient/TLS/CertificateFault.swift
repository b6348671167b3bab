/// Why a certificate is not trusted.
public enum CertificateFault: Sendable, Equatable {
    /// Its last day has passed.
    case expired
    /// Its first day is to come.
    case notYetValid
    /// It is its own issuer, and no trusted root.
    case selfSigned
    /// Its issuer leads to no trusted root.
    case unknownIssuer
}
