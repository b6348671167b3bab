/// Decides whether a request presents a management key.
struct BearerCheck {
    /// The only key that will do; nil takes any that is not empty.
    let key: String?

    func accepts(_ request: SandboxRequest) -> Bool {
        guard let header = request.header("authorization") else { return false }
        let parts = header.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard parts.count == 2, parts[0].lazy.map({ $0 | 0x20 }).elementsEqual("bearer".utf8) else { return false }
        let presented = parts[1].drop { $0 == UInt8(ascii: " ") }
        return !presented.isEmpty && (key == nil || key.map { presented.elementsEqual($0.utf8) } == true)
    }
}
