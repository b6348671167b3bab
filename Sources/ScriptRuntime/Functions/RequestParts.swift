import Memory

/// What the arguments of a call say, by where it goes in the request.
struct RequestParts {
    var path: [String: String] = [:]
    var query: [(String, String)] = []
    var body: [UInt8]?
    /// What counts the body.
    var memory: HeldMemory?
}
