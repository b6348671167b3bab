import CLua
public import Memory

extension LuaThread {
    /// Stack: [-0, +1, -]
    public func pushNil() {
        balanced(pushes: 1) {
            lua_pushnil(pointer)
        }
    }

    /// Stack: [-0, +1, -]
    public func push(_ value: Bool) {
        balanced(pushes: 1) {
            lua_pushboolean(pointer, value ? 1 : 0)
        }
    }

    /// Stack: [-0, +1, -]
    public func push(_ value: Int64) {
        balanced(pushes: 1) {
            lua_pushinteger(pointer, value)
        }
    }

    /// Stack: [-0, +1, -]
    public func push(_ value: Int) {
        balanced(pushes: 1) {
            lua_pushinteger(pointer, Int64(value))
        }
    }

    /// Stack: [-0, +1, -]
    public func push(_ value: Double) {
        balanced(pushes: 1) {
            lua_pushnumber(pointer, value)
        }
    }

    /// Pushes a string as its UTF-8. Stack: [-0, +1, m]
    public func push(_ value: String) {
        balanced(pushes: 1) {
            var value = value
            value.withUTF8 { push(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// Pushes a string of any bytes. Stack: [-0, +1, m]
    public func push(bytes: UnsafeRawBufferPointer) {
        balanced(pushes: 1) {
            _ = lua_pushlstring(pointer, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count)
        }
    }

    /// Pushes a string of any bytes. Stack: [-0, +1, m]
    public func push(bytes: [UInt8]) {
        balanced(pushes: 1) {
            bytes.withUnsafeBytes { push(bytes: $0) }
        }
    }

    /// Pushes a string of any bytes. One that is large is refused where Lua code would be.
    ///
    /// - Throws: `NotEnoughMemory`. Stack: [-0, +1, e]
    public func push(large bytes: UnsafeRawBufferPointer) throws(NotEnoughMemory) {
        try balanced(pushes: 1) { () throws(NotEnoughMemory) in
            guard bytes.count > Self.large else { return push(bytes: bytes) }
            let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            guard clua_try_pushlstring(pointer, start, bytes.count) == Int32(CLUA_OK) else {
                // What was raised says no more, and an interrupt raises anew.
                pop()
                throw NotEnoughMemory()
            }
        }
    }

    /// Strings of up to so many bytes are pushed without asking: the limit is kept to within some of them.
    private static var large: Int { 1 << 12 }

    /// Pushes the value that the reference keeps; nil after its state was closed. Stack: [-0, +1, -]
    public func push(_ reference: LuaReference) {
        balanced(pushes: 1) {
            assert(reference.belongs(to: state), "a reference of another state")
            _ = lua_rawgeti(pointer, Int32(CLUA_REGISTRYINDEX), Int64(reference.index))
        }
    }

    /// Pushes a new userdata without contents: a value equal to itself alone. Stack: [-0, +1, m]
    public func pushUniqueValue() {
        balanced(pushes: 1) {
            _ = lua_newuserdatauv(pointer, 0, 0)
        }
    }

    /// Pops the topmost value into a reference. Stack: [-1, +0, m]
    public func popReference() -> LuaReference {
        balanced(pops: 1) {
            LuaReference(popping: self)
        }
    }

    /// A reference to the value at `index`, which stays. Stack: [-0, +0, m]
    public func reference(at index: Int) -> LuaReference {
        balanced {
            pushCopy(of: index)
            return LuaReference(popping: self)
        }
    }
}
