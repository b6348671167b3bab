import JSON

/// What is said of a failure, in each style.
struct ErrorBody {
    /// One thing that is wrong with a request.
    struct Flaw {
        let field: String
        let message: String
        let code: String
    }

    var status: Int
    var message: String
    var flaws: [Flaw] = []
    /// After how many seconds it may be tried again.
    var retryAfter: JSONValue?

    func response(_ style: EmulatorSettings.ErrorStyle) -> SandboxResponse {
        switch style {
        case .object: return SandboxResponse(status: status, ["error": .string(message)])
        case .string: return SandboxResponse(status: status, .string(message))
        case .text: return SandboxResponse(status: status, text: message)
        case .problem:
            var response = SandboxResponse(status: status, .object(problem))
            response.headers = [("content-type", "application/problem+json")]
            return response
        }
    }

    private var problem: JSONObject {
        let (title, code) = Self.names[status] ?? (status < 500 ? Self.badRequest : Self.serverError)
        var problem: JSONObject = [
            "type": "about:blank", "title": .string(title), "status": .integer(Int64(status)),
            "detail": .string(message), "error_code": .string(code), "retryable": .bool(status == 429 || status >= 500),
        ]
        problem["retry_after_seconds"] = retryAfter
        problem["validation_errors"] = .array(
            flaws.map { ["field": .string($0.field), "message": .string($0.message), "code": .string($0.code)] })
        return problem
    }

    private static let badRequest = ("Bad Request", "invalid_request")
    private static let serverError = ("Internal Server Error", "internal_error")
    private static let names = [
        400: badRequest, 401: ("Unauthorized", "unauthorized"), 403: ("Forbidden", "forbidden"),
        404: ("Not Found", "not_found"), 405: ("Method Not Allowed", "method_not_allowed"),
        409: ("Conflict", "conflict"), 429: ("Too Many Requests", "rate_limited"), 500: serverError,
        501: ("Not Implemented", "not_implemented"), 503: ("Service Unavailable", "unavailable"),
    ]
}
