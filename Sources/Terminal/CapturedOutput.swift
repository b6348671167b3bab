/// What a test console wrote.
public final class CapturedOutput {
    /// Bytes of standard output.
    public internal(set) var out: [UInt8] = []
    /// Bytes of standard error.
    public internal(set) var err: [UInt8] = []
    /// The pagers that were asked for; what they were to show is in `out`.
    public internal(set) var pagers: [String] = []
    /// What the next write to standard output answers instead of writing; for tests of a closed pipe.
    public var outFailure: ConsoleError?

    /// Standard output as text.
    public var outText: String { String(decoding: out, as: UTF8.self) }
    /// Standard error as text.
    public var errText: String { String(decoding: err, as: UTF8.self) }
}
