import CLua

extension LuaThread {
    /// Compiles text, never a binary chunk, and pushes the function.
    ///
    /// - Parameter name: as the manual's chunkname: `@file`, `=name` or the text itself.
    /// Stack: [-0, +1, e]
    public func load(_ text: [UInt8], name: String) throws(LuaError) {
        try balanced(pushes: 1) { () throws(LuaError) in
            let status = text.withUnsafeBytes { bytes in
                clua_load(pointer, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, name, "t")
            }
            try check(status)
        }
    }

    /// Compiles text, never a binary chunk, and pushes the function. Stack: [-0, +1, e]
    public func load(_ text: String, name: String) throws(LuaError) {
        try balanced(pushes: 1) { () throws(LuaError) in
            try load(Array(text.utf8), name: name)
        }
    }

    /// Calls the function below its arguments. `results` nil keeps all of them.
    ///
    /// - Parameter traceback: keeps the stack of a failure in the error; costs some 25 µs for each, so for top-level
    ///   calls only.
    /// Stack: [-(arguments + 1), +results, e]
    public func call(arguments: Int, results: Int?, traceback: Bool = false) throws(LuaError) {
        try balanced(pops: arguments + 1, pushes: results) { () throws(LuaError) in
            let wanted = results.map { Int32($0) } ?? Int32(CLUA_MULTRET)
            let status = clua_pcall(pointer, Int32(arguments), wanted, traceback ? 1 : 0)
            guard status != Int32(CLUA_OK) else { return }
            throw error(status: status, traceback: traceback ? takeTraceback() : nil)
        }
    }

    /// Turns a failed status into the error whose value is on top, and pops it; leaves the stack alone after any other.
    func check(_ status: Int32) throws(LuaError) {
        guard status != Int32(CLUA_OK) else { return }
        throw error(status: status, traceback: nil)
    }

    /// Pops a raised value into an error. Stack: [-1, +0, m]
    func error(status: Int32, traceback: String?) -> LuaError {
        balanced(pops: 1) {
            let message = errorMessage(at: -1)
            return LuaError(kind: .init(status: status), value: popReference(), message: message, traceback: traceback)
        }
    }

    private func takeTraceback() -> String? {
        _ = clua_take_traceback(pointer)
        defer { pop() }
        return string(at: -1, longest: LuaError.longestMessage)
    }

    /// A raised value in words, without running code.
    private func errorMessage(at index: Int) -> String {
        switch type(at: index) {
        case .string: return string(at: index, longest: LuaError.longestMessage) ?? ""
        case .number:
            if isInteger(at: index), let integer = integer(at: index) { return String(integer) }
            return number(at: index).map { String($0) } ?? ""
        case let type: return "(error object is a \(type.name) value)"
        }
    }

    /// Pushes the stack of this thread as text, from `level` on. Stack: [-0, +1, m]
    public func pushTraceback(message: String? = nil, level: Int) {
        balanced(pushes: 1) {
            if let message {
                message.withCString { luaL_traceback(pointer, pointer, $0, Int32(level)) }
            } else {
                luaL_traceback(pointer, pointer, nil, Int32(level))
            }
        }
    }
}
