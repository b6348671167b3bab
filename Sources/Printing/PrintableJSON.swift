public import LuaBridge

/// What the host says of Lua values as JSON: which tables are lists, and the text. All views of data follow it, so that what
/// JSON refuses, such as a list with a hole, is in none of them shown in part.
public struct PrintableJSON {
    /// One step from the value that is printed to one that it holds, which errors name.
    public enum Step: Sendable, Equatable {
        /// To the item at this index, counted from 0.
        case item(Int)
        /// To the field of this name.
        case field([UInt8])
    }

    /// Compact text of the value at an index, without a newline. Throws what says why there is none, and where.
    let text: (_ thread: LuaThread, _ index: Int, _ place: [Step]) throws -> [UInt8]
    /// How many items the table at an index has; nil where it is an object. Throws as `text` would, where it is neither.
    let itemCount: (_ thread: LuaThread, _ index: Int, _ place: [Step]) throws -> Int?

    /// Both must see a table in the same way.
    public init(
        text: @escaping (_ thread: LuaThread, _ index: Int, _ place: [Step]) throws -> [UInt8],
        itemCount: @escaping (_ thread: LuaThread, _ index: Int, _ place: [Step]) throws -> Int?
    ) {
        self.text = text
        self.itemCount = itemCount
    }

    /// The text of a whole value.
    func text(_ thread: LuaThread, _ index: Int) throws -> [UInt8] { try text(thread, index, []) }

    /// How many items a whole value has; nil where it is no table or an object.
    func itemCount(_ thread: LuaThread, _ index: Int) throws -> Int? {
        guard thread.type(at: index) == .table else { return nil }
        return try itemCount(thread, index, [])
    }
}
