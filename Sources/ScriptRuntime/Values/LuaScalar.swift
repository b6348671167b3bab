import LuaBridge
import ManagementAPI

/// What the rules of types see of a Lua value.
enum LuaScalar {
    /// The value at `index`; text is lent for as long as it stands there. Stack: [-0, +0, m]
    static func value(at index: Int, of thread: LuaThread) -> Scalar {
        thread.balanced {
            switch thread.type(at: index) {
            case .boolean: .boolean
            case .number: thread.integer(at: index).map(Scalar.integer) ?? .number(thread.number(at: index) ?? 0)
            case .string: thread.borrowedBytes(at: index).map(Scalar.text) ?? .other
            case .userdata where ValueMarks.isNull(at: index, of: thread): .null
            default: .other
            }
        }
    }
}
