import CLua

/// The body of a host function: its arguments are the stack of `thread`, and it leaves its results on top.
/// What it throws is raised in Lua after it has returned.
public typealias LuaBody = (_ thread: LuaThread) throws -> LuaReturn

/// Keeps a body alive for as long as Lua keeps the function.
final class LuaFunction {
    let body: LuaBody

    init(_ body: @escaping LuaBody) {
        self.body = body
    }
}

extension LuaThread {
    /// Pushes a function whose body is Swift.
    ///
    /// Stack: [-0, +1, m]
    public func push(function body: @escaping LuaBody) {
        balanced(pushes: 1) {
            clua_pushfunction(
                pointer, callFunction, Unmanaged.passRetained(LuaFunction(body)).toOpaque(), releaseFunction)
        }
    }

    /// Pushes what an error is raised as.
    ///
    /// Stack: [-0, +1, m]
    public func push(raised error: any Error) {
        balanced(pushes: 1) {
            if let raisable = error as? any LuaRaisable {
                raisable.pushRaisedValue(on: self)
            } else {
                push(String(describing: error))
            }
        }
    }
}

/// Stands between C and a body: whatever happens inside, it returns.
private func callFunction(_ pointer: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let pointer, let context else { return 0 }
    let thread = LuaThread(pointer)
    return Unmanaged<LuaFunction>.fromOpaque(context)._withUnsafeGuaranteedRef { function in
        do {
            let status = try function.body(thread).status
            assert(status <= lua_gettop(pointer), "a host function promised \(status) values and left fewer")
            return status
        } catch {
            lua_checkstack(pointer, 4)
            thread.push(raised: error)
            return Int32(CLUA_RAISE)
        }
    }
}

private func releaseFunction(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<LuaFunction>.fromOpaque(context).release()
}
