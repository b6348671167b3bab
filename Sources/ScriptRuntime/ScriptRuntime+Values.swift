import JSON
public import LuaBridge

/// Values that the shell hands to Lua.
extension ScriptRuntime {
    /// Pushes what a JSON text says. Stack: [-0, +1, m]
    public func push(json text: [UInt8], on thread: LuaThread) throws {
        try thread.balanced(pushes: 1) {
            let failure = text.withUnsafeBytes { bytes -> LuaJSONReader.Failure? in
                do throws(LuaJSONReader.Failure) {
                    try LuaJSONReader.push(bytes, surrogates: .replaced, on: thread)
                    return nil
                } catch {
                    return error
                }
            }
            switch failure {
            case nil: break
            case .text(let problem)?: throw problem
            case .tooLarge(let failure)?: throw failure
            }
        }
    }
}
