public import LuaBridge
public import ManagementAPI

/// Sees the objects in successful answers, for a prompt that offers their ids and keys. Where nobody looks it costs nothing.
public final class AnswerObserver {
    /// What the value on top of the stack is.
    public struct Sight {
        /// The call that was answered with it: one object, or one page of them.
        public let endpoint: Endpoint
        /// The service that answered.
        public let target: APITarget
    }

    /// Whether anybody looks: a script that no prompt follows keeps nothing of what goes by.
    public var isOn = true
    /// Called with the answer's value on top of the stack, which it leaves as it is; it runs no code. Nil: nobody looks.
    public var onAnswer: ((Sight, LuaThread) -> Void)?

    /// An observer that sees nothing yet.
    public init() {}

    func note(_ endpoint: Endpoint, _ target: APITarget, on thread: LuaThread) {
        guard isOn else { return }
        onAnswer?(Sight(endpoint: endpoint, target: target), thread)
    }
}
