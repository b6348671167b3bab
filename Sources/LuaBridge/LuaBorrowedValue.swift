/// A value inside a table, read without the stack.
public enum LuaBorrowedValue {
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// The bytes of a string, valid while it is in the table.
    case string(UnsafeRawBufferPointer)
    /// A table, function, userdata or thread: for these the stack is needed.
    case other(LuaType)
}
