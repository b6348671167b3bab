/// More was wanted than the limit allows, or than the system has.
public struct NotEnoughMemory: Error, Sendable, Equatable, CustomStringConvertible {
    /// The one such error.
    public init() {}

    /// Lua's own words.
    public var description: String { "not enough memory" }
}
