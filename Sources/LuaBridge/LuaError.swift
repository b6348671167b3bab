/// A call into Lua that failed: what kind of failure, and the value that was raised.
public struct LuaError: Error {
    /// Where the failure came from, as the status codes of the Lua manual tell.
    public enum Kind: Sendable, Equatable {
        /// The text is not Lua.
        case syntax
        /// The code raised.
        case runtime
        /// There was no memory for Lua code.
        case memory
        /// The message handler itself raised.
        case handler

        init(status: Int32) {
            switch status {
            case 3: self = .syntax
            case 4: self = .memory
            case 5: self = .handler
            default: self = .runtime
            }
        }
    }

    /// So many bytes of a message are kept and shown: it may be as large as Lua's memory.
    public static let longestMessage = 1 << 16

    /// Where the failure came from.
    public let kind: Kind
    /// What was raised: any Lua value.
    public let value: LuaReference
    /// The raised value where it is a string or a number, else what `tostring` would name without running code.
    public let message: String
    /// The stack at the raise, where the call asked for it.
    public let traceback: String?

    /// Rethrowing it raises the same value again.
    init(kind: Kind, value: LuaReference, message: String, traceback: String? = nil) {
        self.kind = kind
        self.value = value
        self.message = message
        self.traceback = traceback
    }
}
