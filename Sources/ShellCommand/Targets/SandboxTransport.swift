import APIClient
import HTTPWire
import JSON
import Memory
import Sandbox
import Synchronization

/// The sandbox as a transport: answered in this process, on the calling thread.
///
/// Under faults it gives what a client on the network would get of them.
final class SandboxTransport: Transport {
    private struct State {
        /// Made at the first request: most runs of a script that fails early never need it.
        var sandbox: Sandbox?
        var faults: Faults?
        /// Until then nobody listens, as a fault wants it.
        var refusesUntil: ContinuousClock.Instant?
    }

    private let path: String
    private let memory: MemoryAccount
    /// What counts the objects of a throw-away sandbox, which are in the memory of this process.
    private let kept: HeldMemory?
    private let state: Mutex<State>

    /// `memory` counts what answers hold, and what it takes to read requests.
    init(path: String, faults: Faults? = nil, memory: MemoryAccount) {
        self.path = path
        self.memory = memory
        kept = path == Target.throwAwaySandbox ? HeldMemory(of: memory) : nil
        state = Mutex(State(faults: faults))
    }

    /// The text of a page as the file holds it, for completion: no call, and without what a call would go through.
    func page(_ target: String) -> [UInt8]? {
        let request = SandboxRequest(
            method: "GET", target: target, headers: [(name: "authorization", value: "Bearer sandbox")], body: [])
        guard let answer = try? sandbox().answer(to: request), answer.status == 200 else { return nil }
        return answer.body
    }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let work = HeldMemory(of: memory)
        do throws(NotEnoughMemory) {
            try count(request, work)
        } catch {
            completion(.failure(.unusable("\(error) for the request")))
            return Done()
        }
        defer { withExtendedLifetime(work) {} }
        let completion = counting(completion)
        do throws(SandboxError) {
            let sandbox = try sandbox()
            switch fault(for: request, sandbox) {
            case nil: completion(.success(HTTPResponse(try answer(to: request, sandbox))))
            case .refusal: completion(.failure(.connectionRefused))
            case .fault(let fault):
                let answer = FaultedAnswer(fault, fault.applies ? try answer(to: request, sandbox) : nil)
                if let refusal = answer.refusal { state.withLock { $0.refusesUntil = .now + refusal } }
                let delivery = LocalDelivery(answer, limit: Self.largestBody)
                return LateAnswer(delivery, timeout: timeout, completion: completion)
            }
        } catch {
            // What it was about to change it takes back, so nothing was done.
            completion(.failure(.unusable(SandboxAdvice.text(for: error))))
        }
        return Done()
    }

    /// Counts what it takes to read a request, and what is kept of it.
    private func count(_ request: HTTPRequest, _ work: HeldMemory) throws(NotEnoughMemory) {
        let size = request.body?.count ?? 0
        try work.grow(by: JSONValue.memory(parsing: size))
        if request.method != "GET" { try kept?.grow(by: size + 256) }
    }

    /// The same with a body that is counted; one that does not fit is none.
    private func counting(
        _ completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> @Sendable (Result<HTTPResponse, TransportError>) -> Void {
        { [memory] result in
            guard case .success(var response) = result else { return completion(result) }
            do throws(NotEnoughMemory) {
                response.memory = try HeldMemory(response.body.count, of: memory)
                completion(.success(response))
            } catch {
                completion(.failure(.noMemory))
            }
        }
    }

    private static let largestBody = HTTPTransportSettings().maximumBody

    private func sandbox() throws(SandboxError) -> Sandbox {
        try state.withLock { (state) throws(SandboxError) in
            if let sandbox = state.sandbox { return sandbox }
            let sandbox = try Sandbox(path: path)
            if let kept { kept.charge(by: Int(try sandbox.info().byteCount)) }
            state.sandbox = sandbox
            return sandbox
        }
    }

    private func answer(to request: HTTPRequest, _ sandbox: Sandbox) throws(SandboxError) -> SandboxResponse {
        let headers = request.headers + [(name: "authorization", value: "Bearer sandbox")]
        return try sandbox.answer(
            to: SandboxRequest(
                method: request.method, target: request.target, headers: headers, body: request.body ?? []))
    }

    private enum Mishap {
        /// Nobody listens.
        case refusal
        case fault(Fault)
    }

    /// What goes wrong with a request.
    private func fault(for request: HTTPRequest, _ sandbox: Sandbox) -> Mishap? {
        state.withLock { state in
            guard state.faults != nil else { return nil }
            if let end = state.refusesUntil {
                guard end < .now else { return .refusal }
                state.refusesUntil = nil
            }
            let facts = RequestFacts(method: request.method, target: request.target)
            return state.faults?.fault(for: facts).map { .fault($0) }
        }
    }

    /// The answer is there before anybody can cancel.
    private struct Done: TransportTask {
        func cancel() {}
    }
}
