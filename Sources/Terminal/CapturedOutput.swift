/// What a test console wrote.
public final class CapturedOutput {
    public internal(set) var out: [UInt8] = []
    public internal(set) var err: [UInt8] = []
    /// What the next write to standard output answers instead of writing; for tests of a closed pipe.
    public var outFailure: ConsoleError?

    public var outText: String { String(decoding: out, as: UTF8.self) }
    public var errText: String { String(decoding: err, as: UTF8.self) }
}
