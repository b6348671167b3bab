import LuaBridge

/// `print` through the console, which filters what a terminal would take for commands and notices a closed pipe.
struct PrintFunction {
    let write: ([UInt8]) throws -> Void

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [write] thread in
            var line: [UInt8] = []
            for index in 1..<(thread.top + 1) {
                if index > 1 { line.append(UInt8(ascii: "\t")) }
                try thread.pushToString(of: index)
                thread.withBytes(at: -1) { line.append(contentsOf: $0) }
                thread.pop()
            }
            line.append(UInt8(ascii: "\n"))
            try write(line)
            return .nothing
        })
    }
}
