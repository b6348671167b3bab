import JSON
import ManagementAPI

/// Says whether an answer with a status of 200 to 299 is what its request expects. Pure: it reads the catalogue's
/// ``SuccessRule``, the request and the answer, and nothing else.
///
/// A captive portal, a proxy and a service that failed answer 200 too; a server that mixes up answers must not pass one
/// object off as another. Items of a page are left to the one who reads the page.
enum AnswerJudge {
    /// What the judge says.
    enum Verdict: Equatable {
        /// It is what was expected; the id of its object, where it must have one.
        case believed(id: ObjectID?)
        /// It is not, or says that it failed; why.
        case wrong(String)

        fileprivate init(_ problem: String?) { self = problem.map { .wrong($0) } ?? .believed(id: nil) }
    }

    /// Whether the answer is what its request expects. `parts` are those of an object that was read to its end.
    static func judge(
        _ response: HTTPResponse, _ request: APIRequest, parts: inout JSONParts?
    ) -> Verdict {
        let kind = BodyKind.of(response.body)
        guard let shape = request.expected else { return Verdict(rawProblem(response, kind, request)) }
        if let problem = pageOrEncodingProblem(response, kind, expectation(shape)) { return .wrong(problem) }
        let rule = shape.success
        guard rule.statuses.contains(response.status) else { return .wrong(oddStatus(response.status, "200")) }
        switch kind {
        case .empty: return Verdict(rule.texts.contains("") ? nil : "expected JSON, got an empty body")
        case .text, .html:
            return Verdict(rule.texts.contains(text(response.body)) ? nil : "expected \(expectation(shape)), got text")
        case .json: break
        }
        if case .page = shape { return Verdict(pageProblem(response.body)) }
        if case .array = shape { return Verdict(arrayProblem(response.body)) }
        return judge(response.body, rule, shape, request, &parts)
    }

    /// The items of a page, or nil where it is none: it lacks its array, has something else than objects in it, or says
    /// that it failed.
    static func items(of page: JSONValue, wrapper: String) -> [JSONValue]? {
        guard let object = page.objectValue, let items = object[wrapper]?.arrayValue,
            items.allSatisfy({ $0.objectValue != nil })
        else { return nil }
        let marks = FailureMarks.usual
        return object.contains { marks.failed($0, markValue(TopLevelFields.Value($1))) } ? nil : items
    }

    /// Where a page says that the next one begins: beside its items or, as the documents show it by a slip, as the last of them.
    static func nextCursor(of page: JSONValue, _ paging: Paging) -> JSONValue? {
        if let cursor = page[paging.nextCursor], cursor != .null { return cursor }
        guard let last = page[paging.wrapper]?.arrayValue?.last?.objectValue, last.count == 1 else { return nil }
        return last[paging.nextCursor]
    }

    // MARK: - Shapes

    private static func judge(
        _ body: [UInt8], _ rule: SuccessRule, _ shape: ResultShape, _ request: APIRequest,
        _ parts: inout JSONParts?
    ) -> Verdict {
        let identity = request.creation?.lookup.identifyingFields ?? []
        var found = TopLevelFields(rule.required + identity, marks: rule.marks.names)
        if let problem = found.read(body) { return .wrong("the answer is not valid JSON: \(problem)") }
        parts = found.parts
        switch found.value {
        case .object where rule.takesObject: break
        case .string(let text) where rule.strings.contains(text): return .believed(id: nil)
        case .bool(true) where rule.takesTrueAndNull, .null where rule.takesTrueAndNull: return .believed(id: nil)
        case let value:
            return .wrong("expected \(objectExpectation(shape)), got \(value?.words ?? "nothing")")
        }
        if found.fields.contains(where: { rule.marks.failed($0, markValue($1)) }) {
            return .wrong("the answer says that it failed: \(ErrorMessage.find(in: body, status: 200))")
        }
        if let problem = ownerProblem(found.fields, rule, identity, request) { return .wrong(problem) }
        return .believed(id: rule.required.first.flatMap { found.fields[$0]?.name }.flatMap { ObjectID($0) })
    }

    /// Whether the object is the one that was asked for or sent, as far as the two name one.
    private static func ownerProblem(
        _ fields: [String: TopLevelFields.Value], _ rule: SuccessRule, _ identity: [String], _ request: APIRequest
    ) -> String? {
        for name in rule.required {
            let found = fields[name]?.name
            if let asked = request.expectedID {
                guard let found else { return "the answer has no \(name), \(quoted(asked)) was asked for" }
                if found != asked { return "the answer is about the \(name) \(quoted(found)), not \(quoted(asked))" }
            } else if found == nil {
                return "the answer has no \(name)"
            }
        }
        guard !identity.isEmpty, let body = request.body else { return nil }
        var asked = TopLevelFields(identity)
        guard asked.read(body) == nil else { return nil }
        for name in identity {
            // A service may answer less than it was sent.
            guard let answered = fields[name], answered != .null, let sent = asked.fields[name]?.name else { continue }
            guard let found = answered.name else { return "the \(name) of the answer is \(answered.words)" }
            if found != sent { return "the answer is about the \(name) \(quoted(found)), not \(quoted(sent))" }
        }
        return nil
    }

    /// Only from outside: the one who reads the page sees the rest, and reports it by `APIError.undecodable`.
    private static func pageProblem(_ body: [UInt8]) -> String? {
        let first = body.first { !$0.isJSONSpace }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            ? nil : "expected a JSON object, got another JSON value"
    }

    private static func arrayProblem(_ body: [UInt8]) -> String? {
        body.first { !$0.isJSONSpace } == UInt8(ascii: "[") ? nil : "expected a JSON array, got another JSON value"
    }

    private static func rawProblem(_ response: HTTPResponse, _ kind: BodyKind, _ request: APIRequest) -> String? {
        if let problem = pageOrEncodingProblem(response, kind, "JSON") { return problem }
        guard SuccessRule.uncataloguedStatuses.contains(response.status) else {
            return oddStatus(response.status, "200, 201 or 204")
        }
        guard kind == .json, request.mutates else { return nil }
        var nothing = TopLevelFields([])
        return nothing.read(response.body).map { "the answer is not valid JSON: \($0)" }
    }

    // MARK: - Parts

    private static func pageOrEncodingProblem(
        _ response: HTTPResponse, _ kind: BodyKind, _ expectation: @autoclosure () -> String
    ) -> String? {
        if kind == .html { return "expected \(expectation()), got \(ErrorMessage.html(response.body))" }
        guard kind == .text, let encoding = response.header("content-encoding") else { return nil }
        return encoding.asciiLowercased == "identity"
            ? nil : "the answer has the encoding \(encoding), which was not asked for"
    }

    private static func oddStatus(_ status: Int, _ expected: String) -> String {
        let said =
            switch status {
            case 202: ": the request was taken, but nothing says that it was done"
            case 206: ": a part of the answer, though all of it was asked for"
            default: ""
            }
        return "expected status \(expected), got \(status) (\(HTTPStatus.name(status)))\(said)"
    }

    private static func expectation(_ shape: ResultShape) -> String {
        if case .acknowledgement = shape { "an acknowledgement" } else { "JSON" }
    }

    private static func objectExpectation(_ shape: ResultShape) -> String {
        if case .acknowledgement = shape { "an acknowledgement" } else { "a JSON object" }
    }

    private static func markValue(_ value: TopLevelFields.Value) -> FailureMarks.Value {
        switch value {
        case .null: .absent
        case .bool(let value): .boolean(value)
        case .string(let text): .text(text)
        case .integer, .number, .array, .object: .other
        }
    }

    /// A short body as one line; a long one is none of those that are waited for.
    private static func text(_ body: [UInt8]) -> String {
        body.count <= 64 ? OneLine.collapsed(String(decoding: body, as: UTF8.self)) : "…"
    }

    private static func quoted(_ text: String) -> String { "\"\(OneLine.shortened(text, to: 60))\"" }
}
