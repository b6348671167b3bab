/// How much of a value is taken for printing, so that no value can fill memory or the screen for ever.
public struct PrintableLimits: Sendable, Equatable {
    /// Tables within tables.
    public var depth: Int
    /// Rows of the outermost table where it is a list of records.
    public var rows: Int
    /// Items and fields of the outermost table.
    public var outer: Int
    /// Items and fields of one table below it.
    public var inner: Int
    /// Values in all.
    public var total: Int
    /// Bytes of one string; of the outermost value, a hundred times as many.
    public var string: Int

    /// Limits.
    public init(depth: Int, rows: Int, outer: Int, inner: Int, total: Int, string: Int) {
        self.depth = depth
        self.rows = rows
        self.outer = outer
        self.inner = inner
        self.total = total
        self.string = string
    }

    /// For people at a terminal.
    public static let screen = PrintableLimits(
        depth: 8, rows: 10_000, outer: 1000, inner: 200, total: 200_000, string: 2000)
    /// For people, into a file or pipe that was asked for: a list is whole.
    public static let file = PrintableLimits(
        depth: 8, rows: .max, outer: .max, inner: 200, total: .max, string: 2000)
    /// For formats that must be complete; the depth still guards the stack.
    public static let complete = PrintableLimits(
        depth: 180, rows: .max, outer: .max, inner: .max, total: .max, string: .max)
}
