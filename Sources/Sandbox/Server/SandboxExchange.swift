/// One request that a server took, and what became of it.
public struct SandboxExchange: Sendable {
    /// The request.
    public var request: SandboxRequest
    /// The emulator's answer; nil where it was not asked, so that nothing was done.
    public var answer: SandboxResponse?
    /// What went wrong with it.
    public var fault: Fault?
}

extension SandboxExchange: CustomStringConvertible {
    /// One line for a log, such as `POST /experiments/new: 200 (reset, applied)`.
    public var description: String {
        let status = answer.map { "\($0.status)" } ?? "-"
        return "\(request.method) \(request.target): \(status)" + (fault.map { " (\($0))" } ?? "")
    }
}
