/// What a status code says about a call.
public enum HTTPStatus {
    /// The kind of error of a status that is no success.
    public static func kind(_ status: Int) -> APIError.Kind {
        switch status {
        case 401: .auth
        case 403: .forbidden
        case 404: .notFound
        case 429: .rateLimited
        case 400...499: .invalid
        case 500...599: .server
        default: .decode
        }
    }

    /// What became of a write that was answered with this status, which is no success.
    ///
    /// Only a refusal is certain. 408 comes from proxies too, whatever the server behind them did.
    public static func outcome(_ status: Int) -> APIError.Outcome {
        (400...499).contains(status) && status != 408 ? .notApplied : .unknown
    }

    /// The standard name, or `status N`.
    public static func name(_ status: Int) -> String {
        names[status] ?? "status \(status)"
    }

    private static let names: [Int: String] = [
        100: "continue", 101: "switching protocols", 200: "OK", 201: "created", 202: "accepted",
        203: "not authoritative",
        204: "no content", 205: "reset content", 206: "partial content", 300: "multiple choices",
        301: "moved permanently", 302: "found elsewhere", 303: "see other", 304: "not modified",
        307: "temporary redirect",
        308: "permanent redirect", 400: "bad request", 401: "unauthorized", 402: "payment required", 403: "forbidden",
        404: "not found", 405: "method not allowed", 406: "not acceptable", 407: "proxy authentication required",
        408: "request timeout", 409: "conflict", 410: "gone", 411: "length required", 412: "precondition failed",
        413: "content too large", 414: "URI too long", 415: "unsupported media type", 416: "range not satisfiable",
        418: "I'm a teapot", 421: "misdirected request", 422: "unprocessable content", 423: "locked",
        425: "too early", 426: "upgrade required", 428: "precondition required", 429: "too many requests",
        431: "header fields too large", 451: "unavailable for legal reasons", 500: "internal server error",
        501: "not implemented", 502: "bad gateway", 503: "service unavailable", 504: "gateway timeout",
        505: "HTTP version not supported", 507: "insufficient storage", 508: "loop detected",
        511: "network authentication required",
    ]
}
