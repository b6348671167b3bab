extension APIError {
    /// An error of one request, with method, path and, for a write, the outcome.
    init(
        _ kind: Kind, _ message: String, of request: APIRequest, status: Int? = nil, body: String? = nil,
        attempts: Int = 0, outcome: Outcome
    ) {
        self.init(
            kind: kind, status: status, message: message, method: request.method, path: request.pathForMessages,
            body: body, attempts: attempts, outcome: request.mutates ? outcome : nil)
    }

    /// No answer came to the only attempt of a request.
    package init(_ problem: TransportError, of request: APIRequest) {
        let kind: Kind =
            switch problem {
            case .malformedResponse, .bodyTooLarge, .noMemory: .decode
            case .cancelled: .interrupted
            case .invalidRequest: .argument
            default: .network
            }
        self.init(
            kind, problem.description, of: request, attempts: 1,
            outcome: problem.certainlyNotSent ? .notApplied : .unknown)
    }

    /// The answer came with a good status, but what it holds cannot be used; `problem` says why in a few words.
    ///
    /// For a reader of answers that finds out late. A write was done or not: nobody can tell from such an answer.
    public static func undecodable(
        _ answer: Answer, of request: APIRequest, problem: String, attempts: Int = 1, target: String? = nil
    ) -> APIError {
        let excerpt =
            switch answer.body {
            case .json(let bytes): BodyExcerpt.of(bytes)
            case .text(let text): BodyExcerpt.of(text.utf8)
            case .empty: String?.none
            }
        var error = APIError(
            .decode, problem, of: request, status: answer.status, body: excerpt, attempts: attempts, outcome: .unknown)
        error.target = target
        return error
    }

    /// An argument is wrong; nothing was sent.
    public static func argument(_ problem: ArgumentProblem, method: String, path: String) -> APIError {
        APIError(kind: .argument, message: problem.description, method: method, path: path)
    }

    /// The shell's own rules forbid the call; nothing was sent.
    public static func refused(_ reason: String, _ request: APIRequest) -> APIError {
        APIError(.refused, reason, of: request, outcome: .notApplied)
    }

    /// The change would drop what the API cannot write back; nothing was changed.
    static func loss(_ losses: [String], _ request: APIRequest) -> APIError {
        .refused(
            "this would drop \(losses.joined(separator: ", and ")), which the API cannot write back; "
                + "{accept_loss = true} as last argument sends it",
            request)
    }

    /// Whether it looks as if nobody who answered was the API: no connection, no JSON.
    var isAsIfNotTheAPI: Bool {
        switch kind {
        case .network, .decode: true
        case .argument, .refused, .interrupted, .unknown, .raised: false
        default: body?.first.map { !"{[\"".contains($0) } ?? true
        }
    }

    /// The call was cancelled, or nothing may be sent any more.
    static func stopped(_ call: Call) -> APIError {
        APIError(
            .interrupted, "interrupted", of: call.request, attempts: call.sent,
            outcome: call.mayBeApplied ? .unknown : .notApplied)
    }
}
