import APIClient
import Changes
import JSON
import ManagementAPI

/// Reads what lines are judged by. Each reading is one call of the client's.
final class LineReader {
    private let client: Client
    private let catalogue: Catalogue
    /// The calls that are under way.
    private(set) var underWay: Set<CallID> = []

    init(client: Client, catalogue: Catalogue) {
        self.client = client
        self.catalogue = catalogue
    }

    /// Reads all that a line needs, and calls `done` once: with what was read, where an object that is not there has nothing,
    /// or with the error that kept it from being read.
    func read(_ line: ChangeLine, done: @escaping (Result<[Reading: JSONValue], APIError>) -> Void) {
        let readings = line.readings(in: catalogue)
        var documents: [Reading: JSONValue] = [:]
        var failure: APIError?
        var left = readings.count
        guard left > 0 else { return done(.success([:])) }
        for reading in readings {
            let request: APIRequest
            do throws(APIError) { request = try self.request(reading, line.generation) } catch {
                left -= 1
                failure = failure ?? error
                if left == 0 { done(.failure(error)) }
                continue
            }
            var id: CallID?
            id = client.perform(request) { [weak self] result in
                if let id { self?.underWay.remove(id) }
                left -= 1
                switch result {
                case .success(let answer):
                    if case .json(let text) = answer.body,
                        let value = try? JSONValue(parsing: text, surrogates: .replaced)
                    {
                        documents[reading] = value
                    } else {
                        failure =
                            failure
                            ?? APIError(
                                kind: .decode, message: "the answer is no JSON", method: request.method,
                                path: request.pathForMessages)
                    }
                // What is not there is not there: the beta says so with 400.
                case .failure(let error) where error.kind == .notFound || error.kind == .invalid: break
                case .failure(let error): failure = failure ?? error
                }
                if left == 0 { done(failure.map { .failure($0) } ?? .success(documents)) }
            }
            if let id { underWay.insert(id) }
        }
    }

    private func request(_ reading: Reading, _ generation: Generation) throws(APIError) -> APIRequest {
        guard let endpoint = catalogue.endpoint(id: reading.call, generation: generation) else {
            throw APIError(kind: .refused, message: "the catalogue has no \(reading.call)", method: "GET", path: "")
        }
        do throws(ArgumentProblem) {
            return try RequestBuilder.request(for: endpoint, pathArguments: reading.path)
        } catch {
            throw APIError(kind: .argument, message: error.description, method: "GET", path: "")
        }
    }

    /// Ends what is under way.
    func cancel(_ extent: Cancellation) {
        for call in underWay { client.cancel(call, extent) }
    }
}
