import APIClient
import HTTPWire
import Secrets

/// What one question to a live target showed, as findings.
struct DoctorNetwork: Sendable {
    /// Further apart, and dates of certificates and waits that servers ask for go wrong.
    static let clockTolerance: Int64 = 300
    /// A certificate that ends sooner deserves a word.
    static let certificateNotice: Int64 = 14 * 86_400

    /// - Parameters:
    ///   - proxy: Host and port of the proxy that was used.
    ///   - question: Method and path of the question.
    ///   - hint: What may be wrong where the target does not answer as the API.
    static func findings(
        _ sight: TargetProbe.Sight, url: BaseURL, proxy: String?, question: String, now: Int64, hint: String? = nil
    ) -> [DoctorFinding] {
        var findings = [proxyFinding(url, proxy)]
        if let certificate = sight.certificate { findings.append(finding(certificate, url, now)) }
        findings.append(finding(sight, question, hint))
        if let clocks = sight.clocks { findings.append(finding(clocks)) }
        return findings
    }

    private static func proxyFinding(_ url: BaseURL, _ proxy: String?) -> DoctorFinding {
        if let proxy {
            return .fine("\(PastedKey.shown(url.host)) is reached through the proxy \(PastedKey.shown(proxy))")
        }
        return .fine(
            url.isLoopback
                ? "\(PastedKey.shown(url.host)) is this machine, so no proxy is used"
                : "\(PastedKey.shown(url.host)) is reached without a proxy")
    }

    private static func finding(_ certificate: PeerCertificate, _ url: BaseURL, _ now: Int64) -> DoctorFinding {
        let text =
            "the certificate of \(PastedKey.shown(url.host)) was issued by \(certificate.issuerName) "
            + "and is valid until \(certificate.lastDay)"
        let left = certificate.notAfter - now
        guard left >= 0, left < certificateNotice else { return .fine(text) }
        return .fine("\(text), which is soon")
    }

    private static func finding(_ sight: TargetProbe.Sight, _ question: String, _ hint: String?) -> DoctorFinding {
        let error: APIError
        switch sight.result {
        case .success:
            return .fine("\(question) was answered in \(sight.milliseconds) ms, so the key is good")
        case .failure(let failure): error = failure
        }
        let code = ExitCode(uncaughtErrorKind: error.kind.rawValue)
        return .wrong(
            "\(question): \(error.message); \(advice(error))\(hint.map { "; \($0)" } ?? "")",
            code == .failure ? .service : code)
    }

    private static func advice(_ error: APIError) -> String {
        switch error.kind {
        case .auth: "put a management key that is valid into the place that is named above"
        case .forbidden: "the key is known and may not do this; make one with access to the project"
        case .rateLimited: "somebody uses up the limit of requests; wait, or use a lower --rps"
        case .server: "the service has a problem; try again later"
        case .decode, .notFound, .invalid:
            "does the URL name the API? a login page of the network answers like this too"
        default: "check the URL, the network, HTTPS_PROXY and NO_PROXY"
        }
    }

    private static func finding(_ clocks: (server: Int64, ours: Int64)) -> DoctorFinding {
        let ahead = clocks.ours - clocks.server
        guard abs(ahead) > clockTolerance else {
            return .fine("the clock agrees with the server's to \(abs(ahead)) s")
        }
        return .wrong(
            "the clock of this machine is \(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") the server's; set it")
    }
}
