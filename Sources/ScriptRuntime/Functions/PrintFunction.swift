import LuaBridge
import Memory

/// `print` through the console, which filters what a terminal would take for commands and notices a closed pipe.
struct PrintFunction {
    let write: ([UInt8]) throws -> Void

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [write] thread in
                var line = HeldBytes(of: thread.state.memory)
                for index in 1..<(thread.top + 1) {
                    if index > 1 { try line.append(UInt8(ascii: "\t")) }
                    try thread.pushToString(of: index)
                    if let text = thread.borrowedBytes(at: -1) { try line.append(text) }
                    thread.pop()
                }
                try line.append(UInt8(ascii: "\n"))
                try write(line.bytes)
                return .nothing
            })
        }
    }
}
