import LuaBridge
import ScriptLibrary

extension ScriptLibrary.Host {
    /// Compiles it and pushes the function. Stack: [-0, +1, e]
    func load(on thread: LuaThread) throws(LuaError) {
        try thread.balanced(pushes: 1) { () throws(LuaError) in
            try thread.load(source, name: "=ampsh.\(rawValue)")
        }
    }
}
