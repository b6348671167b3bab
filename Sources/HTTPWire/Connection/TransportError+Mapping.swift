import APIClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Platform

extension TransportError {
    /// Reads an error of any of the libraries below the transport.
    ///
    /// What the errors of a system call or of TLS mean depends on how far the request had come. That nothing was sent is
    /// proven by those of connecting alone: a write may fail half way.
    init(_ error: any Error, progress: RequestProgress, host: String, usesProxy: Bool) {
        let read: TransportError =
            switch error {
            case let error as TransportError: error
            case let error as NIOConnectionError: Self.read(error)
            case let error as IOError: Self.read(errno: error.errnoCode, progress)
            case let error as ChannelError: Self.read(error, progress)
            case let error as HTTPParserError: error == .invalidEOFState ? .cut : .malformedResponse("\(error)")
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: Self.readTLS(error, progress, host: host)
            default: .other("\(type(of: error))")
            }
        self = usesProxy ? read.throughProxy : read
    }

    /// When the connection goes to a proxy, it is the proxy that cannot be reached.
    private var throughProxy: TransportError {
        switch self {
        case .connectionRefused, .dns, .unreachable: .proxy(description)
        default: self
        }
    }

    /// Connecting to a name tries each of its addresses; all have failed.
    private static func read(_ error: NIOConnectionError) -> TransportError {
        let failures = error.connectionErrors.map { failure in
            switch failure.error {
            case let error as IOError: Self.read(errno: error.errnoCode, .notSent)
            case let error as ChannelError: Self.read(error, .notSent)
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                Self.readTLS(failure.error, .notSent, host: error.host)
            default: TransportError.unreachable("\(type(of: failure.error))")
            }
        }
        guard let first = failures.first else { return .dns(error.host) }
        // An IPv6 address without a way to it says less than the refusal of an IPv4 address.
        return failures.first { $0 == .connectionRefused } ?? first
    }

    private static func read(errno number: CInt, _ progress: RequestProgress) -> TransportError {
        switch number {
        case ECONNREFUSED where progress == .notSent: return .connectionRefused
        case ENETUNREACH where progress == .notSent, EHOSTUNREACH where progress == .notSent,
            EADDRNOTAVAIL where progress == .notSent,
            ENETDOWN where progress == .notSent, EAFNOSUPPORT where progress == .notSent,
            EACCES where progress == .notSent, EMFILE where progress == .notSent,
            ENFILE where progress == .notSent, EINVAL where progress == .notSent:
            return .unreachable(words(of: number))
        case ETIMEDOUT where progress == .notSent: return .connectTimeout
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: return progress == .answered ? .cut : .reset
        default: return .other("the connection failed (\(words(of: number)))")
        }
    }

    private static func read(_ error: ChannelError, _ progress: RequestProgress) -> TransportError {
        switch error {
        case .connectTimeout: .connectTimeout
        case .ioOnClosedChannel, .alreadyClosed, .eof, .inputClosed, .outputClosed:
            progress == .answered ? .cut : .closed
        default: .other("the connection failed")
        }
    }

    private static func readTLS(_ error: any Error, _ progress: RequestProgress, host: String) -> TransportError {
        // The library's texts hold paths of the machine it was built on: only its upper-case codes are taken.
        let text = "\(error)"
        if case NIOSSLError.uncleanShutdown = error { return progress == .answered ? .cut : .closed }
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return .tls(.wrongHost(host, nil))
        }
        guard case NIOSSLError.handshakeFailed = error else {
            return progress != .notSent ? .other("the TLS session failed") : .tls(.other(code(in: text)))
        }
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return .tls(.untrustedCertificate(nil, nil)) }
        if text.contains("WRONG_VERSION_NUMBER") { return .tls(.notTLS) }
        if text.contains("EOF during handshake") || text.contains("PROTOCOL_VERSION") { return .tls(.handshakeEnded) }
        return .tls(.other(code(in: text)))
    }

    /// The last word of capitals and `_`, such as `TLSV1_ALERT_INTERNAL_ERROR`.
    private static func code(in text: String) -> String {
        let words = text.utf8.split { !($0 >= 0x41 && $0 <= 0x5A) && !$0.isASCIIDigit && $0 != 0x5F }
        return words.last { $0.count > 7 && $0.contains(0x5F) }.map { String(Substring($0)) } ?? ""
    }

    private static func words(of number: CInt) -> String {
        strerror(number).map { String(cString: $0) } ?? "errno \(number)"
    }
}
