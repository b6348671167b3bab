import LuaBridge

/// What came, as messages about wrong types say it.
enum LuaTypeWords {
    /// The type of the value at `index` with its article: `an integer`, `null`. Stack: [-0, +0, m]
    static func words(for index: Int, of thread: LuaThread) -> String {
        thread.balanced {
            switch thread.type(at: index) {
            case .none, .nil: "nil"
            case .boolean: "a boolean"
            case .number:
                thread.isInteger(at: index) ? "an integer" : "the number \(thread.number(at: index) ?? 0)"
            case .string: "a string"
            case .table: "a table"
            case .function: "a function"
            case .thread: "a coroutine"
            case .userdata where ValueMarks.isNull(at: index, of: thread): "null"
            case .userdata, .lightUserdata: "a userdata"
            }
        }
    }
}
