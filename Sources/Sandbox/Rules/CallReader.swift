import JSON
import ManagementAPI

/// Finds the endpoint of a request and checks the request against the catalogue.
struct CallReader {
    let catalogue: Catalogue
    let generation: Generation
    private let book: RuleBook

    init(catalogue: Catalogue, generation: Generation) {
        self.catalogue = catalogue
        self.generation = generation
        book = RuleBook(of: catalogue)
    }

    func call(of request: SandboxRequest) throws(RequestProblem) -> EndpointCall {
        let target = request.target
        let question = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        let path = question.map { String(target[..<$0]) } ?? target
        guard
            let method = HTTPMethod(rawValue: request.method),
            let (endpoint, captures) = catalogue.route(method, path, generation: generation)
        else { throw routingProblem(request.method, path) }
        try check(captures, of: endpoint)
        let query = try query(question.map { String(target[target.utf8.index(after: $0)...]) } ?? "", of: endpoint)
        return EndpointCall(
            endpoint: endpoint, catalogue: catalogue, book: book, captures: captures, query: query,
            body: try body(request.body, of: endpoint))
    }

    private func routingProblem(_ method: String, _ path: String) -> RequestProblem {
        let allowed = catalogue.methods(forPath: path, generation: generation).map(\.rawValue).sorted()
        // Where the method would do, a value in the path is what does not fit.
        guard !allowed.isEmpty, !allowed.contains(method) else { return .unknownRoute(path: path) }
        return .wrongMethod(method, path: path, allowed: allowed)
    }

    private func query(_ text: String, of endpoint: Endpoint) throws(RequestProblem) -> JSONObject {
        var query = JSONObject()
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(halves[0]), let value = Self.decode(halves.count > 1 ? halves[1] : "") else {
                throw .badQuery
            }
            guard query[name] == nil else { throw .repeatedParameter(name) }
            query[name] = Self.value(value, of: endpoint.query?.field(name)?.type)
        }
        try check(query, endpoint.query ?? Self.noFields)
        return query
    }

    private func body(_ bytes: [UInt8], of endpoint: Endpoint) throws(RequestProblem) -> JSONObject {
        // A body has no meaning where nothing is changed.
        guard endpoint.mutates else { return JSONObject() }
        var body = JSONObject()
        if !bytes.allSatisfy(Self.isSpace) {
            let value: JSONValue
            do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch { throw .bodyNotJSON(error) }
            guard let object = value.objectValue else { throw .bodyNotObject }
            body = object
        }
        try check(body, endpoint.acceptedBody ?? Self.noFields)
        return body
    }

    private static let noFields = ObjectType("nothing", help: "Nothing.", fields: [])

    private func check(_ object: JSONObject, _ type: ObjectType) throws(RequestProblem) {
        if object.isEmpty, type.fields.isEmpty { return }
        let problems = TypeChecker().problems(in: .object(object), against: .object(type))
        if !problems.isEmpty { throw .invalid(problems) }
    }

    /// A query holds text only: what the catalogue takes as a number is read as one, where it is one.
    private static func value(_ text: String, of type: ValueType?) -> JSONValue {
        switch type {
        case .integer?:
            if let number = Int64(text), String(number) == text { return .integer(number) }
        case .boolean?:
            if let truth = Bool(text) { return .bool(truth) }
        default: break
        }
        return .string(text)
    }

    /// A path names what is there; only what should be a number and is none is wrong in itself.
    private func check(_ captures: [String: String], of endpoint: Endpoint) throws(RequestProblem) {
        for parameter in endpoint.parameters where parameter.location == .path {
            guard let text = captures[parameter.name] else { continue }
            let isNumber = parameter.meaning == .version || !parameter.type.takesText
            guard isNumber, text.isEmpty || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            throw .badValue(ValuePath(parameter.name), "expected a number, got \(text.debugDescription)")
        }
    }

    private static func decode(_ text: Substring) -> String? {
        PercentEncoding.decode(text.contains("+") ? String(text.map { $0 == "+" ? " " : $0 }) : String(text))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
