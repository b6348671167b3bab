import CLua

/// A Lua value kept from collection by the registry. It may outlive its state, and then does nothing.
///
/// Sendable because errors carry one; the value itself is reached through a `LuaThread` only, which is not.
public final class LuaReference: Sendable {
    private let life: LuaStateLifetime
    let index: Int32

    /// Takes the value on top of the stack.
    init(popping thread: LuaThread) {
        life = thread.state.life
        thread.freeDroppedReferences(of: life)
        index = luaL_ref(thread.pointer, Int32(CLUA_REGISTRYINDEX))
    }

    deinit {
        life.drop(index)
    }

    /// False once the state was closed.
    public var isAlive: Bool { life.isOpen }

    func belongs(to state: LuaState) -> Bool { life === state.life }
}

extension LuaThread {
    /// Lets go of the values whose references are gone. It happens with each new reference anyhow; this is for who drops
    /// a large value and goes on without making another. Stack: [-0, +0, -]
    public func freeDroppedReferences() {
        balanced {
            freeDroppedReferences(of: state.life)
        }
    }

    fileprivate func freeDroppedReferences(of life: LuaStateLifetime) {
        for index in life.takeDropped() {
            luaL_unref(pointer, Int32(CLUA_REGISTRYINDEX), index)
        }
    }
}
