import LuaBridge
import ManagementAPI

/// What a table is in JSON.
enum TableShape {
    /// Items 1 to `count` and nothing else.
    case array(count: Int)
    /// String keys and nothing else, in the order of their bytes.
    case object(keys: [[UInt8]])

    /// Decides by the mark, then by the keys; an empty table without a mark is an object. Stack: [-0, +0, m]
    static func of(
        _ index: Int, _ thread: LuaThread, _ path: @autoclosure () -> ValuePath
    ) throws(LuaValueProblem) -> TableShape {
        let mark = ValueMarks.mark(at: index, of: thread)
        var keys: [[UInt8]] = []
        var items = 0
        var largest = 0
        thread.pushNil()
        while step(index, thread) {
            thread.pop()
            switch thread.type(at: -1) {
            case .string:
                // What a page has beside its items is about the list, not in it.
                if mark != .page, let key = thread.bytes(at: -1) { keys.append(key) }
            case .number:
                guard thread.isInteger(at: -1), let key = thread.integer(at: -1), key >= 1, key <= Int64(Int32.max) else {
                    let key = thread.integer(at: -1).map { "\($0)" } ?? "\(thread.number(at: -1) ?? 0)"
                    thread.pop()
                    throw LuaValueProblem(path: path(), kind: .badKey(key))
                }
                items += 1
                largest = max(largest, Int(key))
            case let type:
                let key = type == .boolean ? "\(thread.truth(at: -1))" : "of type \(type.name)"
                thread.pop()
                throw LuaValueProblem(path: path(), kind: .badKey(key))
            }
        }
        if let field = keys.min(by: { $0.lexicographicallyPrecedes($1) }), items > 0 || mark != nil {
            throw LuaValueProblem(path: path(), kind: .mixed(field: String(decoding: field, as: UTF8.self)))
        }
        if items > 0 || mark != nil {
            guard largest == items else {
                throw LuaValueProblem(path: path(), kind: .hole(firstHole(index, thread, largest)))
            }
            return .array(count: items)
        }
        return .object(keys: keys.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// `next` on a table that nobody changes meanwhile cannot fail; if it did, the table would end there.
    static func step(_ index: Int, _ thread: LuaThread) -> Bool {
        do throws(LuaError) { return try thread.next(at: index) } catch { return false }
    }

    private static func firstHole(_ index: Int, _ thread: LuaThread, _ largest: Int) -> Int {
        for item in 1...largest {
            defer { thread.pop() }
            if thread.rawGet(item, at: index) == .nil { return item }
        }
        return largest
    }
}
