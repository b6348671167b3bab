import CLua

/// A Lua thread seen as its stack: the main one or a coroutine's. A plain view that keeps nothing alive.
///
/// Each method states its effect as the Lua manual does: what it pops, what it pushes, and how it may fail (`-` never,
/// `m` on lack of memory only, which ends the process while Swift runs, `e` with a thrown `LuaError`). A method that
/// throws leaves the stack as it found it.
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

    /// Cuts the stack to `top` values, or fills it with nil. Stack: [-?, +?, -]
    public func setTop(_ top: Int) {
        clua_settop(pointer, Int32(top))
    }

    /// Stack: [-count, +0, -]
    public func pop(_ count: Int = 1) {
        clua_settop(pointer, Int32(-count - 1))
    }

    /// The index counted from the bottom. Stack: [-0, +0, -]
    public func absolute(_ index: Int) -> Int {
        Int(lua_absindex(pointer, Int32(index)))
    }

    /// Pushes a copy of the value at `index`. Stack: [-0, +1, -]
    public func pushCopy(of index: Int) {
        lua_pushvalue(pointer, Int32(index))
    }

    /// Moves the topmost value to `index`, shifting up. Stack: [-1, +1, -]
    public func insert(at index: Int) {
        lua_rotate(pointer, Int32(index), 1)
    }

    /// Takes out the value at `index`, shifting down. Stack: [-1, +0, -]
    public func remove(at index: Int) {
        lua_rotate(pointer, Int32(index), -1)
        pop()
    }

    /// Pops the topmost value into `index`. Stack: [-1, +0, -]
    public func replace(at index: Int) {
        lua_copy(pointer, -1, Int32(index))
        pop()
    }

    /// Makes room for `count` more values; 20 are always there in a host function.
    ///
    /// - Throws: `LuaStackOverflow` where the stack would grow beyond Lua's limit. Stack: [-0, +0, -]
    public func reserve(_ count: Int) throws(LuaStackOverflow) {
        guard lua_checkstack(pointer, Int32(clamping: count)) != 0 else { throw LuaStackOverflow() }
    }

    /// Moves the `count` topmost values to another thread of the same state. Stack: [-count, +0, -]
    public func move(_ count: Int, to other: LuaThread) {
        lua_xmove(pointer, other.pointer, Int32(count))
    }

    /// Runs `body` and, in debug builds, checks that it changed the height of the stack by `effect`. A throw leaves the
    /// stack as it found it.
    @discardableResult
    public func balanced<Result, Failure: Error>(
        _ effect: Int = 0, _ site: StaticString = #function, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = top
        do {
            let result = try body()
            assert(top == before + effect, "\(site) left \(top - before) values, promised \(effect)")
            return result
        } catch {
            setTop(before)
            throw error
        }
    }
}
