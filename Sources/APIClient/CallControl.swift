/// What others say about the calls of a client before they leave.
public struct CallControl {
    /// Whether nothing may be sent any more, as after Ctrl-C: asked before each request leaves, so it must be quick.
    public var isHalted: () -> Bool
    /// Asked once for each call that may change something, before it is queued: nil lets it go, a reason refuses it. It
    /// may take its time, as a question to the user does; nothing is sent meanwhile.
    public var refusal: (APIRequest) -> String?

    /// Nothing is held back unless said.
    public init(
        isHalted: @escaping () -> Bool = { false }, refusal: @escaping (APIRequest) -> String? = { _ in nil }
    ) {
        self.isHalted = isHalted
        self.refusal = refusal
    }
}
