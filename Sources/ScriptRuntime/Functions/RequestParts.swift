import ManagementAPI
import Memory

/// What the arguments of a call say, by where it goes in the request.
struct RequestParts {
    var path: [String: String] = [:]
    var query: [(String, String)] = []
    var body: [UInt8]?
    /// What breaks a rule that is not documented, and is sent all the same.
    var doubts: [TypeProblem] = []
    /// Whether what cannot be written back may be dropped.
    var acceptsLoss = false
    /// What counts the body.
    var memory: HeldMemory?
}
