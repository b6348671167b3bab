import LuaBridge
import ManagementAPI

/// The text of a Lua value as it stands in a path or a query.
enum QueryText {
    /// The text of a boolean, a finite number or a string of UTF-8; a number with an exact integer value is written as
    /// one. nil for a value of another type. Stack: [-0, +0, -]
    static func of(_ index: Int, _ thread: LuaThread, _ path: ValuePath) throws(LuaValueProblem) -> String? {
        switch thread.type(at: index) {
        case .boolean: return thread.truth(at: index) ? "true" : "false"
        case .number:
            if let integer = thread.integer(at: index) { return String(integer) }
            let number = thread.number(at: index) ?? 0
            guard number.isFinite else { throw LuaValueProblem(path: path, kind: .notFinite(number)) }
            return String(number)
        case .string: return try string(index, thread, path)
        default: return nil
        }
    }

    /// The string at `index`, which must be UTF-8; nil for a value of another type. Stack: [-0, +0, -]
    static func string(_ index: Int, _ thread: LuaThread, _ path: ValuePath) throws(LuaValueProblem) -> String? {
        guard let bytes = thread.bytes(at: index) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LuaValueProblem(path: path, kind: .invalidUTF8)
        }
        return text
    }
}
