/// A value as far as its text tells without running anything.
public indirect enum LuaOperand: Sendable, Equatable {
    /// One value of a list of arguments or of a table's constructor.
    public struct Item: Sendable, Equatable {
        /// The name before its `=`.
        public var key: String?
        /// The value.
        public var value: LuaOperand

        /// An item.
        public init(key: String? = nil, value: LuaOperand) {
            self.key = key
            self.value = value
        }
    }

    /// A literal.
    case string(String)
    /// A literal.
    case integer(Int64)
    /// A variable or a field.
    case path(LuaPath)
    /// A constructor.
    case table([Item])
    /// Anything else.
    case other

    /// The value of a constructor's field; nil where this is no constructor or has no such field.
    public func field(_ name: String) -> LuaOperand? {
        guard case .table(let items) = self else { return nil }
        return items.last { $0.key == name }?.value
    }
}
