import JSON
public import ManagementAPI

/// The rules of the service: a request, a store, the time and the next id give an answer.
///
/// What the documents leave open is done by convention; `docs/SANDBOX.md` lists each.
public struct Emulator: Sendable {
    /// Which variants it has.
    public let settings: EmulatorSettings
    /// The generation of the API it answers for.
    public let generation: Generation
    /// The time of a change.
    let now: @Sendable () -> UnixMilliseconds
    /// The id of a new object, from the highest one given so far.
    let newID: @Sendable (Int64) -> Int64

    /// Who changes things.
    let author: Author
    let catalogue: Catalogue
    private let reader: CallReader

    /// Rules of one generation. `newID` gets the highest id so far and must give a higher one; `author` is who changes things.
    public init(
        settings: EmulatorSettings = EmulatorSettings(), generation: Generation = .beta,
        now: @escaping @Sendable () -> UnixMilliseconds,
        newID: @escaping @Sendable (Int64) -> Int64 = { $0 + 1 }, author: Author = .sandbox, catalogue: Catalogue = .all
    ) {
        self.settings = settings
        self.generation = generation
        self.now = now
        self.newID = newID
        self.author = author
        self.catalogue = catalogue
        reader = CallReader(catalogue: catalogue, generation: generation)
    }

    /// Answers one request. Throws only what the store throws; then nothing was changed.
    ///
    /// With a `key`, the request must present exactly this one; without, any bearer key that is not empty will do.
    public func respond(
        to request: SandboxRequest, store: some Store, key: String? = nil
    ) throws -> SandboxResponse {
        do {
            guard BearerCheck(key: key).accepts(request) else { throw RequestProblem.unauthorized }
            let call = try reader.call(of: request)
            switch Handler(call.endpoint) {
            case .read(let answer): return try store.read { try answer(call, $0, self) }
            case .readTogether(let answer): return try store.readTogether { try answer(call, $0, self) }
            case .write(let answer): return try store.write { try answer(call, $0, self) }
            case nil: return failure(501, "the sandbox does not implement \(call.endpoint.id)")
            }
        } catch let problem as RequestProblem {
            return failure(problem)
        }
    }

    /// A failure in the style of the settings.
    func failure(_ status: Int, _ message: String) -> SandboxResponse {
        ErrorBody(status: status, message: message).response(settings.error)
    }

    private func failure(_ problem: RequestProblem) -> SandboxResponse {
        let body = ErrorBody(
            status: problem.status(settings, generation), message: problem.description, flaws: problem.flaws)
        var response = body.response(settings.error)
        response.headers += problem.headers
        return response
    }

    /// The answer to an action that was done, in the style of the settings.
    var acknowledgement: SandboxResponse {
        switch settings.acknowledgement(of: generation) {
        case .jsonOK: SandboxResponse("OK")
        case .textOK: SandboxResponse(text: "OK")
        case .textok: SandboxResponse(text: "ok")
        case .empty: SandboxResponse(status: 200)
        case .object: SandboxResponse(["status": "OK"])
        case .null: SandboxResponse(nil as JSONValue)
        }
    }
}
