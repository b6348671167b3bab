import CLua

extension LuaThread {
    /// The type of the value at `index`. Stack: [-0, +0, -]
    public func type(at index: Int) -> LuaType {
        balanced {
            LuaType(rawValue: lua_type(pointer, Int32(index))) ?? .none
        }
    }

    /// True for no value and for nil. Stack: [-0, +0, -]
    public func isNoneOrNil(at index: Int) -> Bool {
        balanced {
            lua_type(pointer, Int32(index)) <= 0
        }
    }

    /// False for nil and false, true for all else. Stack: [-0, +0, -]
    public func truth(at index: Int) -> Bool {
        balanced {
            lua_toboolean(pointer, Int32(index)) != 0
        }
    }

    /// True for a number of the subtype integer. Stack: [-0, +0, -]
    public func isInteger(at index: Int) -> Bool {
        balanced {
            lua_isinteger(pointer, Int32(index)) != 0
        }
    }

    /// The integer at `index`: an integer, or a float with an exact integer value; strings are not converted.
    /// Stack: [-0, +0, -]
    public func integer(at index: Int) -> Int64? {
        balanced {
            guard type(at: index) == .number else { return nil }
            var isNumber: Int32 = 0
            let value = lua_tointegerx(pointer, Int32(index), &isNumber)
            return isNumber != 0 ? value : nil
        }
    }

    /// The number at `index` as a float; strings are not converted. Stack: [-0, +0, -]
    public func number(at index: Int) -> Double? {
        balanced {
            guard type(at: index) == .number else { return nil }
            return lua_tonumberx(pointer, Int32(index), nil)
        }
    }

    /// The string at `index` as text, bytes that are no UTF-8 replaced; nil for any other type. Stack: [-0, +0, -]
    public func string(at index: Int) -> String? {
        balanced {
            withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The string at `index` as text, cut where it has more than so many bytes; nil for any other type.
    /// Stack: [-0, +0, -]
    public func string(at index: Int, longest: Int) -> String? {
        balanced {
            withBytes(at: index) { bytes in
                guard bytes.count > longest else { return String(decoding: bytes, as: UTF8.self) }
                // Not in the middle of a character.
                var end = longest
                while end > 0, longest - end < 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
                return String(decoding: bytes[..<end], as: UTF8.self) + "…"
            }
        }
    }

    /// The exact bytes of the string at `index`; nil for any other type. Stack: [-0, +0, -]
    public func bytes(at index: Int) -> [UInt8]? {
        balanced {
            withBytes(at: index) { [UInt8]($0) }
        }
    }

    /// Lends the bytes of the string at `index`, which must stay on the stack meanwhile; nil for any other type.
    /// What the body pushes is pushed. Stack: [-0, +?, -]
    public func withBytes<Result, Failure: Error>(
        at index: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        try balanced(pushes: nil) { () throws(Failure) in
            guard type(at: index) == .string else { return nil }
            var length = 0
            let start = lua_tolstring(pointer, Int32(index), &length)
            return try body(UnsafeRawBufferPointer(start: start, count: length))
        }
    }

    /// The bytes of the string at `index`, valid while it stays on the stack; nil for any other type.
    /// Stack: [-0, +0, -]
    public func borrowedBytes(at index: Int) -> UnsafeRawBufferPointer? {
        balanced {
            guard lua_type(pointer, Int32(index)) == LuaType.string.rawValue else { return nil }
            var length = 0
            let start = lua_tolstring(pointer, Int32(index), &length)
            return UnsafeRawBufferPointer(start: start, count: length)
        }
    }

    /// Equality without metamethods. Stack: [-0, +0, -]
    public func isRawEqual(_ first: Int, _ second: Int) -> Bool {
        balanced {
            lua_rawequal(pointer, Int32(first), Int32(second)) != 0
        }
    }

    /// True when the value at `index` is the one that the reference keeps. Stack: [-0, +0, -]
    public func isRawEqual(_ index: Int, to reference: LuaReference) -> Bool {
        balanced {
            let index = absolute(index)
            push(reference)
            defer { pop() }
            return isRawEqual(index, -1)
        }
    }

    /// The address of a table, function, thread or userdata, for telling objects apart. Stack: [-0, +0, -]
    public func address(at index: Int) -> UnsafeRawPointer? {
        balanced {
            lua_topointer(pointer, Int32(index)).map { UnsafeRawPointer($0) }
        }
    }

    /// True for a function written in C or Swift. Stack: [-0, +0, -]
    public func isHostFunction(at index: Int) -> Bool {
        balanced {
            lua_iscfunction(pointer, Int32(index)) != 0
        }
    }

    /// The names of the variables that the Lua function at `index` takes from around it. Stack: [-0, +0, -]
    public func upvalueNames(at index: Int) -> [String] {
        balanced {
            var names: [String] = []
            while let name = lua_getupvalue(pointer, Int32(index), Int32(names.count + 1)) {
                pop()
                names.append(String(cString: name))
            }
            return names
        }
    }

    /// Where the code at `level` of the call stack stands (0 the running function, 1 its caller), when it is Lua's.
    public func location(level: Int) -> (source: String, line: Int)? {
        var line: Int32 = 0
        let source = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer -> String? in
            guard clua_location(pointer, Int32(level), buffer.baseAddress, buffer.count, &line) != 0,
                let start = buffer.baseAddress
            else { return nil }
            return String(cString: start)
        }
        return source.map { ($0, Int(line)) }
    }

    /// The name that the code at `level` of the call stack was loaded under (0 the running function, 1 its caller); nil where
    /// the stack is not as high. Stack: [-0, +0, m]
    public func source(level: Int) -> String? {
        balanced {
            guard clua_source(pointer, Int32(clamping: level)) != 0 else { return nil }
            defer { pop() }
            return string(at: -1)
        }
    }

    /// Where the Lua function at `index` was written: its chunk's name as it was loaded, and its lines, 0 and -1 for a
    /// whole chunk. Nil for any other value. Stack: [-0, +0, m]
    public func functionSource(at index: Int) -> (chunk: String, first: Int, last: Int)? {
        balanced {
            var first: Int32 = 0
            var last: Int32 = 0
            guard clua_function_source(pointer, Int32(index), &first, &last) != 0 else { return nil }
            defer { pop() }
            return (string(at: -1) ?? "", Int(first), Int(last))
        }
    }
}
