import JSON
import ManagementAPI

/// Reads answers by their status and content: a value, or an error that says what came instead. Pure.
public enum ResponseReader {
    /// Reads the answer to `request` as the only attempt's.
    ///
    /// A read's JSON is only looked at from outside: the one who reads it checks it on the way, and reports by
    /// `APIError.undecodable`. A write's JSON is checked here.
    public static func read(_ response: HTTPResponse, for request: APIRequest) -> Result<Answer, APIError> {
        guard (200...299).contains(response.status) else { return .failure(failure(response, request)) }
        let kind = BodyKind.of(response.body)
        if let problem = problem(response, kind, request) {
            return .failure(undecodable(problem, response, request))
        }
        let body: Answer.Body =
            switch kind {
            case .empty: .empty
            case .json: .json(response.body)
            case .text, .html: .text(String(decoding: response.body, as: UTF8.self))
            }
        return .success(Answer(status: response.status, headers: response.headers, body: body))
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

    /// Why the answer is not what the request expects, or nil.
    private static func problem(_ response: HTTPResponse, _ kind: BodyKind, _ request: APIRequest) -> String? {
        if kind == .html { return "expected \(expectation(request)), got \(ErrorMessage.html(response.body))" }
        if response.header("content-encoding").map({ $0.asciiLowercased != "identity" }) == true, kind == .text {
            return "the answer has the encoding \(response.header("content-encoding") ?? ""), which was not asked for"
        }
        guard let expected = request.expected else {
            return kind == .json && request.mutates ? jsonProblem(response.body) : nil
        }
        switch expected {
        case .acknowledgement:
            guard [200, 201, 204].contains(response.status) else { return oddStatus(response.status) }
            switch kind {
            case .empty, .html: return nil
            case .json: return jsonProblem(response.body)
            case .text: return isOK(response.body) ? nil : "expected an acknowledgement, got text"
            }
        case .page, .object:
            guard [200, 201].contains(response.status) else { return oddStatus(response.status) }
            guard kind == .json else { return "expected JSON, got \(kind == .empty ? "an empty body" : "text")" }
            guard let first = response.body.first(where: { !$0.isJSONSpace }), first == 0x7B || first == 0x5B else {
                return "expected a JSON object, got another JSON value"
            }
            if let id = request.expectedID { return AnswerOwner.problem(response.body, askedFor: id) }
            if let creation = request.creation {
                return AnswerOwner.problem(response.body, toCreate: request.body, creation)
            }
            return request.mutates ? jsonProblem(response.body) : nil
        }
    }

    private static func expectation(_ request: APIRequest) -> String {
        if case .acknowledgement = request.expected { "an acknowledgement" } else { "JSON" }
    }

    private static func oddStatus(_ status: Int) -> String {
        "expected status 200, got \(status) (\(HTTPStatus.name(status)))"
    }

    private static func isOK(_ body: [UInt8]) -> Bool {
        let text = OneLine.collapsed(String(decoding: body.prefix(64), as: UTF8.self))
        return body.count <= 64 && (text == "OK" || text == "ok")
    }

    private static func jsonProblem(_ body: [UInt8]) -> String? {
        let problem = body.withUnsafeBytes { text -> JSONError? in
            var nothing = JSONCheck()
            do throws(JSONReadError<Never>) {
                try JSONReader.read(text, into: &nothing)
                return nil
            } catch {
                switch error {
                case .text(let problem): return problem
                }
            }
        }
        return problem.map { "the answer is not valid JSON: \($0)" }
    }
}
