import CLua
public import Memory

/// Makes one Lua value, however large, of steps that come in portions.
///
/// Texts that come again and again are looked up once, and a table whose end is in the same portion has its size from the
/// beginning. The collector is best stopped meanwhile.
public final class LuaValueBuilder {
    /// Why there is no value.
    public enum Failure: Error {
        /// Lua's stack cannot hold it.
        case stack(LuaStackOverflow)
        /// It does not fit into the state's memory.
        case memory(NotEnoughMemory)
    }

    private let thread: LuaThread
    private let builder: OpaquePointer
    private let before: Int

    /// A builder on a thread on whose stack stand what an array has for null and, on top, the metatable of arrays.
    /// Stack: [-0, +n, m]
    public init(on thread: LuaThread) throws(Failure) {
        self.thread = thread
        before = thread.top
        guard let builder = clua_open_builder(thread.pointer) else { throw .stack(LuaStackOverflow()) }
        self.builder = builder
    }

    deinit { clua_close_builder(builder) }

    /// Takes more steps. Stack: [-0, +n, m]
    ///
    /// - Parameters:
    ///   - texts: what the places of their texts are counted from; nil where they are addresses.
    ///   - copies: the same for copied ones.
    public func take(
        _ steps: UnsafeBufferPointer<LuaStep>, texts: UnsafeRawPointer? = nil, copies: UnsafeRawPointer? = nil
    ) throws(Failure) {
        let outcome = steps.withMemoryRebound(to: clua_Step.self) {
            clua_build(
                builder, $0.baseAddress, $0.count, texts?.assumingMemoryBound(to: CChar.self),
                copies?.assumingMemoryBound(to: CChar.self))
        }
        switch outcome {
        case Int32(CLUA_BUILD_DONE): try checkMemory()
        case Int32(CLUA_BUILD_NO_STACK): throw .stack(LuaStackOverflow())
        default: throw .memory(NotEnoughMemory())
        }
    }

    /// Host functions are never refused memory, so the limit is looked at after each portion.
    private func checkMemory() throws(Failure) {
        guard thread.state.isMemoryExceeded else { return }
        // As Lua does by itself before it gives up: what nobody needs any more does not count.
        thread.state.collectGarbage()
        if thread.state.isMemoryExceeded { throw .memory(NotEnoughMemory()) }
    }

    /// Leaves the value in place of what the builder was begun with. Stack: [-n, +1, -]
    public func finish() {
        thread.replace(at: before - 1)
        thread.setTop(before - 1)
    }
}
