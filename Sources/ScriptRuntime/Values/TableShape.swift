import LuaBridge
import ManagementAPI

/// What a table is in JSON.
enum TableShape {
    /// Items 1 to `count` and nothing else.
    case array(count: Int)
    /// String keys and nothing else.
    case object(fields: Int)

    /// Decides by the mark, then by the keys; an empty table without a mark is an object. Stack: [-0, +0, m]
    static func of(
        _ index: Int, _ thread: LuaThread, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) -> TableShape {
        try thread.balanced { () throws(LuaValueProblem) in
            try of(index, thread.size(at: index), thread, path())
        }
    }

    /// The same where the keys have been counted already. Stack: [-0, +0, m]
    static func of(
        _ index: Int, _ size: LuaTableSize, _ thread: LuaThread, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) -> TableShape {
        try thread.balanced { () throws(LuaValueProblem) in
            if let other = size.other { throw LuaValueProblem(path: path(), kind: .badKey(other)) }
            let mark = ValueMarks.mark(at: index, of: thread)
            guard size.items > 0 || mark != nil else { return .object(fields: size.names) }
            // What a page has beside its items is about the list, not in it.
            if size.names > 0, mark != .page, let field = keys(index, thread).first {
                throw LuaValueProblem(path: path(), kind: .mixed(field: String(decoding: field, as: UTF8.self)))
            }
            guard size.hasNoHoles else {
                throw LuaValueProblem(path: path(), kind: .hole(firstHole(index, thread)))
            }
            return .array(count: size.items)
        }
    }

    /// The string keys of a table in the order of their bytes. Stack: [-0, +0, -]
    static func keys(_ index: Int, _ thread: LuaThread) -> [[UInt8]] {
        thread.balanced {
            thread.keys(at: index).names.sorted { $0.lexicographicallyPrecedes($1) }
        }
    }

    /// The names in a table of options or named parameters.
    static func names(_ index: Int, _ thread: LuaThread) throws(LuaValueProblem) -> [String] {
        switch try of(index, thread, .root) {
        case .object:
            var names: [String] = []
            for key in keys(index, thread) {
                guard let name = String(validating: key, as: UTF8.self) else {
                    throw LuaValueProblem(path: .init(String(decoding: key, as: UTF8.self)), kind: .invalidUTF8)
                }
                names.append(name)
            }
            return names
        case .array(count: 0): return []
        case .array: throw LuaValueProblem(path: .root, kind: .namesExpected)
        }
    }

    /// As `names(_:_:)`, all of which must be among `known`.
    @discardableResult
    static func names(
        _ index: Int, _ thread: LuaThread, among known: [String]
    ) throws(LuaValueProblem) -> [String] {
        let names = try names(index, thread)
        for name in names where !known.contains(name) { throw .unknown(ValuePath(name), name, among: known) }
        return names
    }

    /// The first index without an item, in a table that has one beyond it.
    private static func firstHole(_ index: Int, _ thread: LuaThread) -> Int {
        var item = 1
        while thread.rawGet(item, at: index) != .nil {
            thread.pop()
            item += 1
        }
        thread.pop()
        return item
    }
}
