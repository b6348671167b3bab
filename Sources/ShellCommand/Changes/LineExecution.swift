import APIClient
import Changes
import JSON
import ManagementAPI
import ScriptRuntime

/// Carries lines out: the calls of each one after the other, then a look whether it is as it is to be. Which lines are under way
/// and when none is begun any more `StopRules` say.
final class LineExecution: BackgroundWork {
    /// One line with the calls that make it so.
    struct Work {
        let line: ChangeLine
        let calls: [Restoration.Call]
    }

    /// How a line ended.
    struct End {
        var outcome: StopRules.Outcome
        /// What went wrong, or what stands there now; nil where nothing is to be said.
        var message: String?
    }

    /// How the lines ended, in their order; nil for one that was not begun.
    private(set) var ends: [End?]
    private(set) var rules: StopRules

    private let work: [Work]
    private let client: Client
    private let catalogue: Catalogue
    private let reader: LineReader
    private let didEnd: (Work, End) -> Void
    private var next = 0
    private var underWay = 0
    private var calls: Set<CallID> = []
    private var signal: () -> Void = {}

    /// - Parameter didEnd: called for each line as it ends.
    init(
        _ work: [Work], rules: StopRules, client: Client, catalogue: Catalogue,
        didEnd: @escaping (Work, End) -> Void = { _, _ in }
    ) {
        self.work = work
        self.rules = rules
        self.client = client
        self.catalogue = catalogue
        self.didEnd = didEnd
        reader = LineReader(client: client, catalogue: catalogue)
        ends = work.map { _ in nil }
    }

    var isDone: Bool { underWay == 0 && (next == work.count || rules.mayBeUnderWay == 0) }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        beginLines()
        if isDone { signal() }
    }

    func cancel(_ extent: Cancellation) {
        rules.interrupt()
        for call in calls { client.cancel(call, extent) }
        reader.cancel(extent)
        if isDone { signal() }
    }

    private func beginLines() {
        while next < work.count, underWay < rules.mayBeUnderWay {
            let place = next
            next += 1
            underWay += 1
            perform(0, of: place)
        }
    }

    /// Sends a call of a line, then the next one.
    private func perform(_ number: Int, of place: Int) {
        guard number < work[place].calls.count else { return verify(place, failure: nil) }
        let request: APIRequest
        do throws(ArgumentProblem) { request = try self.request(work[place].calls[number], work[place].line) } catch {
            return end(place, End(outcome: .failed, message: error.description), status: nil)
        }
        var id: CallID?
        id = client.perform(request) { [self] result in
            if let id { calls.remove(id) }
            switch result {
            case .success: perform(number + 1, of: place)
            case .failure(let error) where number == 0 && error.outcome == .notApplied && error.kind == .interrupted:
                end(place, End(outcome: .notTried), status: nil)
            case .failure(let error) where number == 0 && error.outcome == .notApplied:
                end(place, End(outcome: .failed, message: error.description), status: error.status)
            // Something of the line may have been done: what is there says.
            case .failure(let error): verify(place, failure: error)
            }
        }
        if let id { calls.insert(id) }
    }

    private func request(_ call: Restoration.Call, _ line: ChangeLine) throws(ArgumentProblem) -> APIRequest {
        guard let endpoint = catalogue.endpoint(id: call.call, generation: line.generation) else {
            throw .unknownPathParameter(call.call)
        }
        let hasBody = !endpoint.parameters(in: .body).isEmpty
        var request = try RequestBuilder.request(
            for: endpoint, pathArguments: call.path, body: hasBody ? JSONValue.object(call.body).encoded() : nil)
        // What would be lost was named, and is asked for.
        request.compose(in: catalogue, acceptsLoss: true)
        return request
    }

    /// Reads the line again: a success is one that can be seen.
    private func verify(_ place: Int, failure: APIError?) {
        let line = work[place].line
        reader.read(line) { [self] result in
            switch result {
            case .failure(let problem):
                let outcome: StopRules.Outcome = failure == nil ? .applied : .unknown
                end(
                    place, End(outcome: outcome, message: failure?.description ?? "not seen again: \(problem.message)"),
                    status: failure?.status)
            case .success(let documents):
                switch line.judge(in: catalogue, { documents[$0] }) {
                case .unchanged: end(place, End(outcome: .applied), status: nil)
                case .toDo(let parts):
                    let words = parts.map(\.facet.words).joined(separator: ", ")
                    end(
                        place,
                        End(
                            outcome: .failed,
                            message: failure?.description ?? "it was taken and reads as before: \(words)"),
                        status: failure?.status)
                case .conflict(let conflicts):
                    end(
                        place,
                        End(
                            outcome: failure == nil ? .conflict : .failed,
                            message: failure?.description ?? ChangeText.words(of: conflicts)), status: failure?.status)
                }
            }
        }
    }

    private func end(_ place: Int, _ end: End, status: Int?) {
        ends[place] = end
        underWay -= 1
        rules.ended(end.outcome, status: status)
        didEnd(work[place], end)
        beginLines()
        if isDone { signal() }
    }
}
