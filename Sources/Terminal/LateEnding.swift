/// How a process ends whose way out hangs.
public struct LateEnding: Sendable {
    /// The exit code.
    public var code: Int32
    /// The exit code where changes are in flight and `code` is 0.
    public var codeWithChanges: Int32
    /// The signal to end by instead.
    public var signal: Int32?
    /// What is said, without a line end.
    public var message: String

    /// All of it.
    public init(code: Int32, codeWithChanges: Int32, signal: Int32?, message: String) {
        self.code = code
        self.codeWithChanges = codeWithChanges
        self.signal = signal
        self.message = message
    }
}
