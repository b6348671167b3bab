import CLua
public import Memory

/// Makes one Lua value, however large, of steps that come in portions. A state keeps its builder for the next value.
///
/// It works on a Lua thread of its own. Texts that come again and again are looked up once, and a table whose end is in the
/// same portion has its size from the beginning. The collector is best stopped meanwhile.
public final class LuaValueBuilder {
    /// Why there is no value.
    public enum Failure: Error {
        /// Lua's stack cannot hold it.
        case stack(LuaStackOverflow)
        /// It does not fit into the state's memory.
        case memory(NotEnoughMemory)

        /// What is raised for it.
        public var raisable: any LuaRaisable {
            switch self {
            case .stack(let overflow): overflow
            case .memory(let refusal): refusal
            }
        }
    }

    private let bench: LuaThread
    private let anchor: LuaReference
    private let builder: OpaquePointer

    init(on thread: LuaThread, marks: (LuaThread) -> Void) {
        bench = LuaThread(lua_newthread(thread.pointer))
        anchor = thread.popReference()
        marks(bench)
        builder = clua_open_builder(bench.pointer)
    }

    deinit { clua_close_builder(builder) }

    /// Takes more steps.
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
        let state = bench.state
        guard state.isMemoryExceeded else { return }
        // As Lua does by itself before it gives up: what nobody needs any more does not count.
        state.collectGarbage()
        if state.isMemoryExceeded { throw .memory(NotEnoughMemory()) }
    }

    /// Whether its thread is as it left it: code that has the registry may close any thread.
    var isIntact: Bool { clua_builder_is_intact(builder) != 0 }

    /// Gives the value away, or drops what there is of it.
    func finish(for thread: LuaThread?) {
        clua_finish_builder(builder, thread?.pointer)
    }
}

extension LuaThread {
    /// Pushes the value that `body` has a builder make. `marks` pushes, when a state makes its first value, what arrays have
    /// for null and then the metatable of arrays; where it throws there is no value. Stack: [-0, +1, m]
    public func push<Result, Failure: Error>(
        marks: (LuaThread) -> Void, _ body: (LuaValueBuilder) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try balanced(pushes: 1) { () throws(Failure) in
            let state = self.state
            let builder = state.takeBuilder() ?? LuaValueBuilder(on: self, marks: marks)
            defer { state.give(builder) }
            let result: Result
            do throws(Failure) { result = try body(builder) } catch {
                builder.finish(for: nil)
                throw error
            }
            builder.finish(for: self)
            return result
        }
    }
}
