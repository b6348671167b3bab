import LuaBridge
import ManagementAPI

/// Reads Lua values as the texts that stand in the path and the query of one request.
struct QueryText {
    /// The most bytes that all of them may have, before they are encoded. No server takes as many.
    static let longest = 1 << 20

    private var room = Self.longest

    /// The text of a boolean, a finite number or a string of UTF-8; a number with an exact integer value is written as
    /// one. nil for a value of another type. Stack: [-0, +0, -]
    mutating func read(_ index: Int, _ thread: LuaThread, _ path: ValuePath) throws(LuaValueProblem) -> String? {
        try thread.balanced { () throws(LuaValueProblem) in
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
    }

    /// The string at `index`, which must be UTF-8; nil for a value of another type. Stack: [-0, +0, -]
    mutating func string(_ index: Int, _ thread: LuaThread, _ path: ValuePath) throws(LuaValueProblem) -> String? {
        try thread.balanced { () throws(LuaValueProblem) in
            guard let bytes = thread.borrowedBytes(at: index) else { return nil }
            guard bytes.count <= room else { throw LuaValueProblem(path: path, kind: .tooLong(limit: Self.longest)) }
            room -= bytes.count
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw LuaValueProblem(path: path, kind: .invalidUTF8)
            }
            return text
        }
    }
}
