import CLua

/// A Lua thread seen as its stack: the main one or a coroutine's. A plain view that keeps nothing alive.
///
/// Each method states its effect as the Lua manual does, and does its work in `balanced`, which holds it to that: what it
/// pops, what it pushes, and how it may fail (`-` never, `m` on lack of memory only, which ends the process while Swift
/// runs, `e` with a thrown `LuaError`). `?` is any number. A method that throws has popped what it pops and pushed nothing.
public struct LuaThread {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    /// The state that this thread belongs to.
    public var state: LuaState {
        guard let context = clua_context(pointer) else { preconditionFailure("a thread without a state") }
        return Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue()
    }

    /// An address that tells this thread from others.
    public var identity: OpaquePointer { pointer }

    // MARK: - The stack

    /// How many values are on the stack, which is also the index of the topmost.
    public var top: Int { Int(lua_gettop(pointer)) }

    /// Cuts the stack to `top` values, or fills it with nil.
    public func setTop(_ top: Int) {
        clua_settop(pointer, Int32(top))
    }

    /// Stack: [-count, +0, -]
    public func pop(_ count: Int = 1) {
        balanced(pops: count) {
            clua_settop(pointer, Int32(-count - 1))
        }
    }

    /// The index counted from the bottom. Stack: [-0, +0, -]
    public func absolute(_ index: Int) -> Int {
        balanced {
            Int(lua_absindex(pointer, Int32(index)))
        }
    }

    /// Pushes a copy of the value at `index`. Stack: [-0, +1, -]
    public func pushCopy(of index: Int) {
        balanced(pushes: 1) {
            lua_pushvalue(pointer, Int32(index))
        }
    }

    /// Moves the topmost value to `index`, shifting up. Stack: [-1, +1, -]
    public func insert(at index: Int) {
        balanced(pops: 1, pushes: 1) {
            lua_rotate(pointer, Int32(index), 1)
        }
    }

    /// Takes out the value at `index`, shifting down. Stack: [-1, +0, -]
    public func remove(at index: Int) {
        balanced(pops: 1) {
            lua_rotate(pointer, Int32(index), -1)
            pop()
        }
    }

    /// Pops the topmost value into `index`. Stack: [-1, +0, -]
    public func replace(at index: Int) {
        balanced(pops: 1) {
            lua_copy(pointer, -1, Int32(index))
            pop()
        }
    }

    /// Makes room for `count` more values; 20 are always there in a host function.
    ///
    /// - Throws: `LuaStackOverflow` where the stack would grow beyond Lua's limit. Stack: [-0, +0, -]
    public func reserve(_ count: Int) throws(LuaStackOverflow) {
        try balanced { () throws(LuaStackOverflow) in
            guard lua_checkstack(pointer, Int32(clamping: count)) != 0 else { throw LuaStackOverflow() }
        }
    }

    /// Moves the `count` topmost values to another thread of the same state. Stack: [-count, +0, -]
    public func move(_ count: Int, to other: LuaThread) {
        balanced(pops: count) {
            lua_xmove(pointer, other.pointer, Int32(count))
        }
    }

    /// Runs `body`; where it throws, nothing that it pushed stays.
    @inlinable
    @inline(__always)
    package func droppingOnThrow<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = top
        do throws(Failure) { return try body() } catch {
            setTop(before)
            throw error
        }
    }
}
