/// What a server's certificate says about itself: for messages, never for trust.
public struct PeerCertificate: Sendable, Equatable {
    /// The common name of whom it is for, else the organisation; empty where it names neither.
    public var subject: String
    /// The same of who issued it.
    public var issuer: String
    /// The names of hosts that it is for.
    public var names: [String]
    /// The first second of its validity, since 1970.
    public var notBefore: Int64
    /// The last second of its validity, since 1970.
    public var notAfter: Int64
    /// Subject and issuer are one, so that nobody vouches for it but itself.
    public var isSelfIssued: Bool

    /// A certificate with these facts.
    public init(
        subject: String, issuer: String, names: [String] = [], notBefore: Int64, notAfter: Int64, isSelfIssued: Bool
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.isSelfIssued = isSelfIssued
    }

    /// Who vouches for it, shortened, in the words of the server.
    public var issuerName: String { isSelfIssued ? "itself" : OneLine.shortened(issuer, to: 80) }

    /// The last day of its validity, as `2026-03-01`.
    public var lastDay: String { HTTPDate.day(notAfter) }

    /// The first day of its validity.
    public var firstDay: String { HTTPDate.day(notBefore) }

    /// Why a client that trusts its issuer or not would refuse it at a moment (seconds since 1970).
    public func fault(at now: Int64) -> CertificateFault {
        if now > notAfter { return .expired }
        if now < notBefore { return .notYetValid }
        return isSelfIssued ? .selfSigned : .unknownIssuer
    }
}
