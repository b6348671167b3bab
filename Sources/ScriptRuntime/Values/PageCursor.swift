import JSON
import LuaBridge

/// The cursor that a page holds.
enum PageCursor {
    /// The value of the cursor's field of the page at `index`. Stack: [-0, +0, m]
    static func next(at index: Int, of thread: LuaThread, in field: String) -> JSONValue? {
        thread.balanced {
            defer { thread.pop() }
            switch thread.rawGet(field, at: index) {
            case .nil, .none: return nil
            case .string: return .string(thread.string(at: -1) ?? "")
            case .number:
                if thread.isInteger(at: -1), let integer = thread.integer(at: -1) { return .integer(integer) }
                return .number(thread.number(at: -1) ?? 0)
            case .boolean: return .bool(thread.truth(at: -1))
            case .table: return ValueMarks.mark(at: -1, of: thread) == .array ? .array([]) : .object([:])
            default: return .null
            }
        }
    }
}
