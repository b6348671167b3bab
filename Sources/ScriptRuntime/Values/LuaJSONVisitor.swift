import JSON
import LuaBridge
import Memory

/// Collects the parts of a JSON text on the Lua stack and makes each table when its size is known.
///
/// It calls functions of the manual's marks `-` and `m` only, so nothing can jump over the reader's frames.
struct LuaJSONVisitor: JSONVisitor {
    enum Failure: Error {
        case stack(LuaStackOverflow)
        case memory

        var raisable: any LuaRaisable {
            switch self {
            case .stack(let overflow): overflow
            case .memory: NotEnoughMemory()
            }
        }
    }

    /// One container that is still open.
    private struct Container {
        let isArray: Bool
        /// Values (or pairs) on the stack that are not in a table yet.
        var pending = 0
        /// Items that are in the table already; the table lies below the pending ones when this is not 0.
        var stored = 0
        /// Where the first pending value, or the table below it, stands.
        let base: Int
    }

    /// Items of an array that lie on the stack before they are moved to its table.
    private static let chunk = 128
    /// Stack slots asked for at once.
    private static let slots = 512

    private let thread: LuaThread
    private let nullIndex: Int
    private let arrayIndex: Int
    private var containers: [Container] = []
    private var reserved = 0
    private var height: Int

    init(thread: LuaThread) {
        self.thread = thread
        nullIndex = thread.top + 1
        arrayIndex = thread.top + 2
        height = thread.top + 2
        thread.pushRegistered(ValueMarks.null)
        thread.pushRegistered(ValueMarks.array)
    }

    private mutating func reserve() throws(Failure) {
        guard reserved < 8 else {
            reserved -= 1
            return
        }
        do throws(LuaStackOverflow) { try thread.reserve(Self.slots) } catch { throw .stack(error) }
        try checkMemory()
        reserved = Self.slots
    }

    /// Host functions are never refused memory, so the limit is looked at from time to time.
    private func checkMemory() throws(Failure) {
        guard thread.state.isMemoryExceeded else { return }
        // As Lua does by itself before it gives up: what nobody needs any more does not count.
        thread.state.collectGarbage()
        if thread.state.isMemoryExceeded { throw .memory }
    }

    private func pushText(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        do throws(NotEnoughMemory) { try thread.push(large: utf8) } catch { throw .memory }
    }

    /// Notes that a value was pushed, and empties a full chunk.
    private mutating func pushed() {
        height += 1
        guard let last = containers.indices.last, containers[last].isArray else { return }
        containers[last].pending += 1
        guard containers[last].pending == Self.chunk else { return }
        var container = containers[last]
        store(&container)
        containers[last] = container
    }

    /// Moves the pending items of an array to its table, making the table first.
    private mutating func store(_ container: inout Container) {
        if container.stored == 0 {
            thread.pushTable(items: container.pending)
            thread.insert(at: container.base)
            height += 1
        }
        for offset in 0..<container.pending {
            thread.pushCopy(of: container.base + 1 + offset)
            thread.rawSet(container.stored + offset + 1, at: container.base)
        }
        thread.setTop(container.base)
        height = container.base
        container.stored += container.pending
        container.pending = 0
    }

    mutating func null() throws(Failure) {
        try reserve()
        if let container = containers.last, !container.isArray {
            // Setting nil makes no field, and takes away one that the same key made before.
            thread.pushNil()
        } else {
            thread.pushCopy(of: nullIndex)
        }
        pushed()
    }

    mutating func bool(_ value: Bool) throws(Failure) {
        try reserve()
        thread.push(value)
        pushed()
    }

    mutating func integer(_ value: Int64) throws(Failure) {
        try reserve()
        thread.push(value)
        pushed()
    }

    mutating func number(_ value: Double) throws(Failure) {
        try reserve()
        thread.push(value)
        pushed()
    }

    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try reserve()
        try pushText(utf8)
        pushed()
    }

    mutating func key(_ utf8: UnsafeRawBufferPointer) throws(Failure) {
        try reserve()
        try pushText(utf8)
        height += 1
        containers[containers.count - 1].pending += 1
    }

    mutating func beginArray() throws(Failure) {
        try reserve()
        containers.append(Container(isArray: true, base: height + 1))
    }

    mutating func endArray(count: Int) throws(Failure) {
        try reserve()
        guard var container = containers.popLast() else { return }
        if container.stored > 0 {
            if container.pending > 0 { store(&container) }
        } else {
            thread.pushTable(items: container.pending)
            thread.insert(at: container.base)
            for index in stride(from: container.pending, to: 0, by: -1) {
                thread.rawSet(index, at: container.base)
            }
        }
        thread.pushCopy(of: arrayIndex)
        thread.setMetatable(at: container.base)
        height = container.base - 1
        pushed()
    }

    mutating func beginObject() throws(Failure) {
        try reserve()
        containers.append(Container(isArray: false, base: height + 1))
    }

    mutating func endObject(count: Int) throws(Failure) {
        try reserve()
        guard let container = containers.popLast() else { return }
        thread.pushTable(fields: container.pending)
        thread.insert(at: container.base)
        thread.rawSetPairs(container.pending, at: container.base)
        height = container.base - 1
        pushed()
    }
}
