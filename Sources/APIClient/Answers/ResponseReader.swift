import JSON

/// Reads answers by their status and content: a value, or an error that says what came instead. Pure.
public enum ResponseReader {
    /// Reads the answer to `request` as the only attempt's.
    ///
    /// A page's JSON is only looked at from outside: the one who reads it checks it on the way, and reports by
    /// `APIError.undecodable`. Any other is checked here.
    public static func read(_ response: HTTPResponse, for request: APIRequest) -> Result<Answer, APIError> {
        guard (200...299).contains(response.status) else { return .failure(failure(response, request)) }
        let id: ObjectID?
        var parts: JSONParts?
        switch AnswerJudge.judge(response, request, parts: &parts) {
        case .believed(let found): id = found
        case .wrong(let problem): return .failure(undecodable(problem, response, request))
        }
        let body: Answer.Body =
            switch BodyKind.of(response.body) {
            case .empty: .empty
            case .json: .json(response.body)
            case .text, .html: .text(String(decoding: response.body, as: UTF8.self))
            }
        return .success(
            Answer(
                status: response.status, headers: response.headers, body: body, objectID: id, memory: response.memory,
                parts: parts))
    }

    private static func failure(_ response: HTTPResponse, _ request: APIRequest) -> APIError {
        let status = response.status
        let kind = HTTPStatus.kind(status)
        var message = ErrorMessage.find(in: response.body, status: status)
        if (300...399).contains(status) {
            let place = response.header("location").map { " to \(OneLine.shortened($0, to: 120))" } ?? ""
            message = "\(HTTPStatus.name(status)): redirects\(place) are not followed"
        }
        return APIError(
            kind, message, of: request, status: status, body: BodyExcerpt.of(response.body), attempts: 1,
            outcome: HTTPStatus.outcome(status))
    }

    private static func undecodable(_ problem: String, _ response: HTTPResponse, _ request: APIRequest) -> APIError {
        APIError(
            .decode, problem, of: request, status: response.status, body: BodyExcerpt.of(response.body), attempts: 1,
            outcome: .unknown)
    }
}
