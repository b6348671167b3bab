import APIClient
import LuaBridge
import ManagementAPI

/// The items of a page on the Lua stack: what they are, and which of them were there before.
enum PageItems {
    /// The id of each item of the array at `index`, nil where one has none; nil in place of all where an item is no
    /// object. Stack: [-0, +0, m]
    ///
    /// - Parameter field: the field of an item that holds its id; nil where items have none.
    static func ids(at index: Int, of thread: LuaThread, field: String?) -> [ObjectID?]? {
        thread.balanced {
            let index = thread.absolute(index)
            let count = thread.size(at: index).items
            var ids: [ObjectID?] = []
            ids.reserveCapacity(count)
            for position in 0..<count {
                defer { thread.pop() }
                guard thread.rawGet(position + 1, at: index) == .table, ValueMarks.mark(at: -1, of: thread) == nil
                else {
                    return nil
                }
                ids.append(field.flatMap { id($0, at: -1, of: thread) })
            }
            return ids
        }
    }

    /// Takes the last item off the array at `index` where it is no item: it has the field of this name and no other, as the
    /// documents show it by a slip. Pushes what it holds, or nil. Stack: [-0, +1, m]
    static func pushCursorItem(_ field: String, of index: Int, on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            let index = thread.absolute(index)
            let count = thread.size(at: index).items
            guard count > 0, thread.rawGet(count, at: index) == .table else {
                if count > 0 { thread.pop() }
                return thread.pushNil()
            }
            let names = thread.keys(at: -1).names
            guard names.count == 1, names[0].elementsEqual(field.utf8) else {
                thread.pop()
                return thread.pushNil()
            }
            thread.rawGet(field, at: -1)
            thread.remove(at: -2)
            thread.pushNil()
            thread.rawSet(count, at: index)
        }
    }

    /// Takes the items whose place `isKept` denies out of the array at `index`. Stack: [-0, +0, m]
    static func keep(_ isKept: [Bool], at index: Int, of thread: LuaThread) {
        thread.balanced {
            let index = thread.absolute(index)
            var kept = 0
            for (offset, isKept) in isKept.enumerated() where isKept {
                kept += 1
                guard kept <= offset else { continue }
                thread.rawGet(offset + 1, at: index)
                thread.rawSet(kept, at: index)
            }
            for position in stride(from: isKept.count, to: kept, by: -1) {
                thread.pushNil()
                thread.rawSet(position, at: index)
            }
        }
    }

    private static func id(_ field: String, at index: Int, of thread: LuaThread) -> ObjectID? {
        defer { thread.pop() }
        switch thread.rawGet(field, at: index) {
        case .string: return thread.borrowedBytes(at: -1).flatMap { ObjectID($0) }
        case .number: return thread.isInteger(at: -1) ? thread.integer(at: -1).map { ObjectID($0) } : nil
        default: return nil
        }
    }
}
