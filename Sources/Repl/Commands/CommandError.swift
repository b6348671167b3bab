/// Why a command, or its function in `shell`, did nothing.
public struct CommandError: Error, CustomStringConvertible, Equatable {
    /// One line.
    public let message: String

    /// - Parameter message: one line that says what to do.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
