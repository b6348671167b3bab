import NIOCore
import Synchronization

/// What the connections of one server share.
final class SandboxService: Sendable {
    private let sandbox: Sandbox
    private let key: String?
    /// Nil plays none.
    private let faults: Mutex<Faults?>
    private let hasFaults: Bool
    /// What is held of bodies.
    let bodies = BodyAllowance(limit: SandboxServer.bodiesLimit)
    /// What a client is told of a sandbox that cannot be used.
    private let explain: @Sendable (SandboxError) -> String
    private let observer: (@Sendable (SandboxExchange) -> Void)?

    init(
        sandbox: Sandbox, key: String?, faults: Faults?, explain: @escaping @Sendable (SandboxError) -> String,
        observer: (@Sendable (SandboxExchange) -> Void)?
    ) {
        self.sandbox = sandbox
        self.explain = explain
        self.key = key
        self.faults = Mutex(faults)
        hasFaults = faults != nil
        self.observer = observer
    }

    /// How failures are told.
    var errorStyle: EmulatorSettings.ErrorStyle { sandbox.settings.error }

    /// Why a request is not let in; nil where it is.
    func refusal(of request: SandboxRequest, hasBody: Bool) -> SandboxResponse? {
        ClientCheck.refusal(of: request, hasBody: hasBody)
            .map { SandboxResponse(status: $0.status, text: "\($0)\n") }
    }

    /// Whether a request presents a key that will do.
    func isAuthorized(_ request: SandboxRequest) -> Bool { BearerCheck(key: key).accepts(request) }

    /// What goes wrong with a request, once its head is there.
    func fault(for request: SandboxRequest) -> Fault? {
        guard hasFaults else { return nil }
        let facts = RequestFacts(method: request.method, target: request.target)
        return faults.withLock { $0?.fault(for: facts) }
    }

    /// The answer to a request; nil where the fault keeps it from the emulator.
    func answer(_ request: SandboxRequest, body: ByteBuffer?, fault: Fault?) -> SandboxResponse? {
        var request = request
        if let body { request.body = Array(body.readableBytesView) }
        let answer = fault?.applies == false ? nil : sandbox.respond(to: request, key: key, explain: explain)
        observer?(SandboxExchange(request: request, answer: answer, fault: fault))
        return answer
    }
}
