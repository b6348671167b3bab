import APIClient
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Platform

extension TransportError {
    /// Reads an error of any of the libraries below the transport.
    ///
    /// Only errors of connecting prove that nothing was sent. `headSent` is false when the request was certainly not
    /// begun at the moment of a deadline or a cancel; for other errors it proves nothing, because a write may fail half
    /// way.
    init(_ error: any Error, headSent: Bool, hasHead: Bool, host: String, usesProxy: Bool, limit: Int) {
        let read: TransportError =
            switch error {
            case let error as TransportError: error
            case let error as HTTPClientError: Self.read(error, headSent: headSent, hasHead: hasHead)
            case let error as NIOConnectionError: Self.read(error)
            case let error as IOError: Self.read(errno: error.errnoCode, headSent: headSent, hasHead: hasHead)
            case let error as ChannelError: Self.read(error, headSent: headSent, hasHead: hasHead)
            case let error as HTTPParserError: error == .invalidEOFState ? .cut : .malformedResponse("\(error)")
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                Self.readTLS(error, headSent: headSent, hasHead: hasHead, host: host)
            case let error as NIOHTTPDecompression.DecompressionError:
                error == .limit ? .bodyTooLarge(limit: limit) : .malformedResponse("bad compressed data")
            case let error as NIOHTTPDecompression.ExtraDecompressionError:
                error == .truncatedData ? .cut : .malformedResponse("bad compressed data")
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

    private static func read(_ error: HTTPClientError, headSent: Bool, hasHead: Bool) -> TransportError {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout: .deadline(sent: headSent)
        case .cancelled, .requestStreamCancelled: .cancelled(sent: headSent)
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .connectTimeout
        case .remoteConnectionClosed: hasHead ? .cut : .closed
        case .uncleanShutdown: hasHead ? .cut : .closed
        case .alreadyShutdown: .cancelled(sent: headSent)
        case .invalidURL, .emptyHost, .traceRequestWithBody: .invalidRequest(error.shortDescription)
        default: .other(error.shortDescription)
        }
    }

    /// Connecting to a name tries each of its addresses; all have failed.
    private static func read(_ error: NIOConnectionError) -> TransportError {
        let failures = error.connectionErrors.map { failure in
            switch failure.error {
            case let error as IOError: Self.read(errno: error.errnoCode, headSent: false, hasHead: false)
            case let error as ChannelError: Self.read(error, headSent: false, hasHead: false)
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                Self.readTLS(failure.error, headSent: false, hasHead: false, host: error.host)
            default: TransportError.unreachable("\(type(of: failure.error))")
            }
        }
        guard let first = failures.first else { return .dns(error.host) }
        // An IPv6 address without a way to it says less than the refusal of an IPv4 address.
        return failures.first { $0 == .connectionRefused } ?? first
    }

    private static func read(errno number: CInt, headSent: Bool, hasHead: Bool) -> TransportError {
        switch number {
        case ECONNREFUSED where !headSent: return .connectionRefused
        case ENETUNREACH where !headSent, EHOSTUNREACH where !headSent, EADDRNOTAVAIL where !headSent,
            ENETDOWN where !headSent, EAFNOSUPPORT where !headSent, EACCES where !headSent, EMFILE where !headSent,
            ENFILE where !headSent, EINVAL where !headSent:
            return .unreachable(words(of: number))
        case ETIMEDOUT where !headSent: return .connectTimeout
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: return hasHead ? .cut : .reset
        default: return .other("the connection failed (\(words(of: number)))")
        }
    }

    private static func read(_ error: ChannelError, headSent: Bool, hasHead: Bool) -> TransportError {
        switch error {
        case .connectTimeout: .connectTimeout
        case .ioOnClosedChannel, .alreadyClosed, .eof, .inputClosed, .outputClosed: hasHead ? .cut : .closed
        default: .other("the connection failed")
        }
    }

    private static func readTLS(_ error: any Error, headSent: Bool, hasHead: Bool, host: String) -> TransportError {
        // The library's texts hold paths of the machine it was built on: only its upper-case codes are taken.
        let text = "\(error)"
        if case NIOSSLError.uncleanShutdown = error { return hasHead ? .cut : .closed }
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return .tls(.wrongHost(host, nil))
        }
        guard case NIOSSLError.handshakeFailed = error else {
            return headSent ? .other("the TLS session failed") : .tls(.other(code(in: text)))
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
