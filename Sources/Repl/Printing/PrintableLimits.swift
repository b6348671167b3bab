/// How much of a value is taken for printing, so that no value can fill memory or the screen for ever.
public struct PrintableLimits: Sendable, Equatable {
    /// Tables within tables.
    public var depth: Int
    /// Items and fields of one table below the outermost.
    public var inner: Int
    /// Values in all.
    public var total: Int
    /// Bytes of one string.
    public var string: Int

    /// Limits.
    public init(depth: Int, inner: Int, total: Int, string: Int) {
        self.depth = depth
        self.inner = inner
        self.total = total
        self.string = string
    }

    /// For people.
    public static let display = PrintableLimits(depth: 8, inner: 200, total: 500_000, string: 20_000)
    /// For formats that must be complete; the depth still guards the stack.
    public static let complete = PrintableLimits(depth: 180, inner: .max, total: .max, string: .max)
}
