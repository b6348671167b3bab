import CLua

extension LuaThread {
    /// Pushes a new table with room for that many items and fields. Stack: [-0, +1, m]
    public func pushTable(items: Int = 0, fields: Int = 0) {
        balanced(pushes: 1) {
            lua_createtable(pointer, Int32(clamping: items), Int32(clamping: fields))
        }
    }

    // MARK: - Raw access: no metamethods, no code

    /// Pushes `table[key]`. Stack: [-0, +1, m]
    @discardableResult
    public func rawGet(_ key: StaticString, at index: Int) -> LuaType {
        balanced(pushes: 1) {
            LuaType(rawValue: clua_rawgetfield(pointer, Int32(index), key.start, key.utf8CodeUnitCount)) ?? .none
        }
    }

    /// Pushes `table[key]`. Stack: [-0, +1, m]
    @discardableResult
    public func rawGet(_ key: String, at index: Int) -> LuaType {
        balanced(pushes: 1) {
            withChars(key) { LuaType(rawValue: clua_rawgetfield(pointer, Int32(index), $0, $1)) ?? .none }
        }
    }

    /// Pushes `table[key]`. Stack: [-0, +1, -]
    @discardableResult
    public func rawGet(_ key: Int, at index: Int) -> LuaType {
        balanced(pushes: 1) {
            LuaType(rawValue: lua_rawgeti(pointer, Int32(index), Int64(key))) ?? .none
        }
    }

    /// Replaces the key on top by `table[key]`. Stack: [-1, +1, -]
    @discardableResult
    public func rawGet(at index: Int) -> LuaType {
        balanced(pops: 1, pushes: 1) {
            LuaType(rawValue: lua_rawget(pointer, Int32(index))) ?? .none
        }
    }

    /// `table[key] = top`. Stack: [-1, +0, m]
    public func rawSet(_ key: StaticString, at index: Int) {
        balanced(pops: 1) {
            clua_rawsetfield(pointer, Int32(index), key.start, key.utf8CodeUnitCount)
        }
    }

    /// `table[key] = top`. Stack: [-1, +0, m]
    public func rawSet(_ key: String, at index: Int) {
        balanced(pops: 1) {
            withChars(key) { clua_rawsetfield(pointer, Int32(index), $0, $1) }
        }
    }

    /// `table[key] = top`. Stack: [-1, +0, m]
    public func rawSet(_ key: Int, at index: Int) {
        balanced(pops: 1) {
            lua_rawseti(pointer, Int32(index), Int64(key))
        }
    }

    /// `table[key] = value` for the key and the value on top. Stack: [-2, +0, m]
    ///
    /// - Precondition: the key is neither nil nor NaN.
    public func rawSet(at index: Int) {
        balanced(pops: 2) {
            clua_rawsetvalue(pointer, Int32(index))
        }
    }

    /// `table[key] = value` for the `count` pairs of a string key and a value on top, the lowest first; a nil value
    /// removes the key. Stack: [-2 * count, +0, m]
    public func rawSetPairs(_ count: Int, at index: Int) {
        balanced(pops: 2 * count) {
            clua_rawsetpairs(pointer, Int32(index), Int32(count))
        }
    }

    /// Steps through a table: pops a key (nil at first), pushes the next key and its value, or nothing at the end.
    /// Stack: [-1, +(2|0), e]
    ///
    /// - Throws: where the key is not in the table, because the table was changed meanwhile.
    public func next(at index: Int) throws(LuaError) -> Bool {
        try balanced(pops: 1, pushesWhenTrue: 2) { () throws(LuaError) in
            var more: Int32 = 0
            try check(clua_try_next(pointer, Int32(index), &more))
            return more != 0
        }
    }

    // MARK: - Metatables

    /// Pops a table or nil and makes it the metatable of the value at `index`. Stack: [-1, +0, -]
    public func setMetatable(at index: Int) {
        balanced(pops: 1) {
            _ = lua_setmetatable(pointer, Int32(index))
        }
    }

    /// Pushes the metatable of the value at `index`, or nothing. Stack: [-0, +(0|1), -]
    public func pushMetatable(of index: Int) -> Bool {
        balanced(pushesWhenTrue: 1) {
            lua_getmetatable(pointer, Int32(index)) != 0
        }
    }

    /// Pushes a field of the metatable of the value at `index`, or nothing. Stack: [-0, +(0|1), m]
    public func pushMetafield(_ name: StaticString, of index: Int) -> Bool {
        balanced(pushesWhenTrue: 1) {
            guard pushMetatable(of: index) else { return false }
            guard rawGet(name, at: -1) != .nil else {
                pop(2)
                return false
            }
            remove(at: -2)
            return true
        }
    }

    /// Gives the table on top, as a metatable, a tag that no script can see or give. Stack: [-0, +0, m]
    ///
    /// - Precondition: `tag` is not 0.
    public func setTag(_ tag: Int32) {
        balanced {
            clua_set_tag(pointer, tag)
        }
    }

    /// The tag of the metatable of the value at `index`; 0 for none. Stack: [-0, +0, -]
    public func metatableTag(at index: Int) -> Int32 {
        balanced {
            clua_metatable_tag(pointer, Int32(index))
        }
    }

    // MARK: - Access that may run code

    /// Pushes `value[key]`. Stack: [-0, +1, e]
    @discardableResult
    public func get(_ key: String, at index: Int) throws(LuaError) -> LuaType {
        try balanced(pushes: 1) { () throws(LuaError) in
            try check(withChars(key) { clua_try_getfield(pointer, Int32(index), $0, $1) })
            return type(at: -1)
        }
    }

    /// Replaces the key on top by `value[key]`. Stack: [-1, +1, e]
    @discardableResult
    public func get(at index: Int) throws(LuaError) -> LuaType {
        try balanced(pops: 1, pushes: 1) { () throws(LuaError) in
            try check(clua_try_gettable(pointer, Int32(index)))
            return type(at: -1)
        }
    }

    /// `value[key] = top`. Stack: [-1, +0, e]
    public func set(_ key: String, at index: Int) throws(LuaError) {
        try balanced(pops: 1) { () throws(LuaError) in
            try check(withChars(key) { clua_try_setfield(pointer, Int32(index), $0, $1) })
        }
    }

    /// `value[key] = top` for the key and the value on top. Stack: [-2, +0, e]
    public func set(at index: Int) throws(LuaError) {
        try balanced(pops: 2) { () throws(LuaError) in
            try check(clua_try_settable(pointer, Int32(index)))
        }
    }

    /// Pushes `#value`. Stack: [-0, +1, e]
    public func pushLength(of index: Int) throws(LuaError) {
        try balanced(pushes: 1) { () throws(LuaError) in
            try check(clua_try_length(pointer, Int32(index)))
        }
    }

    /// Pushes what `tostring` makes of the value. Stack: [-0, +1, e]
    public func pushToString(of index: Int) throws(LuaError) {
        try balanced(pushes: 1) { () throws(LuaError) in
            try check(clua_try_tostring(pointer, Int32(index)))
        }
    }

    // MARK: - Globals

    /// Pushes the table of globals. Stack: [-0, +1, -]
    public func pushGlobals() {
        balanced(pushes: 1) {
            _ = lua_rawgeti(pointer, Int32(CLUA_REGISTRYINDEX), 2)
        }
    }

    /// Pushes a global without metamethods. Stack: [-0, +1, m]
    @discardableResult
    public func rawGetGlobal(_ name: String) -> LuaType {
        balanced(pushes: 1) {
            pushGlobals()
            let type = rawGet(name, at: -1)
            remove(at: -2)
            return type
        }
    }

    /// Sets a global without metamethods. Stack: [-1, +0, m]
    public func rawSetGlobal(_ name: String) {
        balanced(pops: 1) {
            pushGlobals()
            insert(at: -2)
            rawSet(name, at: -2)
            pop()
        }
    }

    // MARK: - The registry

    /// Pushes what the host keeps in the registry under a name. Stack: [-0, +1, m]
    @discardableResult
    public func pushRegistered(_ name: StaticString) -> LuaType {
        balanced(pushes: 1) {
            rawGet(name, at: Int(CLUA_REGISTRYINDEX))
        }
    }

    /// Keeps the value on top in the registry under a name. Stack: [-1, +0, m]
    public func register(_ name: StaticString) {
        balanced(pops: 1) {
            rawSet(name, at: Int(CLUA_REGISTRYINDEX))
        }
    }

    private func withChars<Result>(_ text: String, _ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
        var text = text
        return text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
        }
    }
}

extension StaticString {
    /// The bytes as Lua's functions want them. Only for static strings that are no single scalar: all literals here.
    var start: UnsafePointer<CChar> {
        UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
