import CLua
public import Memory
import Platform

/// A Lua state with the stock libraries: the owner of its memory, closed when it goes away.
///
/// Not Sendable, so the compiler keeps a state and all its threads on the thread that made it.
public final class LuaState {
    /// There was no memory for a new state.
    public struct OutOfMemory: Error {
        /// A new state, or a part of it, did not fit.
        public init() {}
    }

    /// What the state holds, and what the host holds for its code.
    public let memory: MemoryAccount
    let life = LuaStateLifetime()
    private var pointer: OpaquePointer?
    private let host: OpaquePointer
    private var pendingWarning = ""
    /// What the state held after the last collection of `makeRoom`.
    private var usedAtRest = 0
    private var terminalHandler: ((TerminalUse) -> Void)?
    private var exitHandler: ((_ status: Int32, _ closes: Bool) -> Never)?
    /// What made the last value, for the next one; nil while it is at work.
    private var builder: LuaValueBuilder?

    /// Receives each complete message of `warn` and of the collector; control messages such as `@on` come along.
    public var warningHandler: ((String) -> Void)?

    /// Opens a state whose memory is counted in an account.
    ///
    /// - Throws: `OutOfMemory`.
    public init(memory: MemoryAccount = MemoryAccount()) throws(OutOfMemory) {
        self.memory = memory
        let shared = memory.shared.assumingMemoryBound(to: clua_Memory.self)
        guard let pointer = clua_open(shared), let host = clua_host(pointer) else { throw OutOfMemory() }
        self.pointer = pointer
        self.host = host
        clua_set_context(pointer, Unmanaged.passUnretained(self).toOpaque())
        clua_set_warning(pointer) { context, piece, more in
            guard let context, let piece else { return }
            Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue().warn(piece, more: more != 0)
        }
    }

    deinit {
        close()
    }

    /// Runs the finalizers and frees everything; references become nil. Closing twice does nothing.
    public func close() {
        guard let pointer else { return }
        clua_close(pointer)
        life.end()
        self.pointer = nil
        builder = nil
        // It may hold whoever holds the state; no code is left that could call it.
        exitHandler = nil
    }

    /// The main thread, whose stack is the state's own.
    public var main: LuaThread {
        guard let pointer else { preconditionFailure("the Lua state was closed") }
        return LuaThread(pointer)
    }

    /// The embedded Lua as it names itself: `Lua 5.4.4`.
    public static var version: String { String(cString: clua_release()) }

    /// Has `handler` told what stock functions such as `io.write` and `os.execute` do with the terminal.
    ///
    /// - Parameter isShared: whether the host draws on the terminal; without it only the ends of children are told.
    public func watchTerminal(isShared: Bool, _ handler: @escaping (TerminalUse) -> Void) {
        guard let pointer else { return }
        terminalHandler = handler
        clua_set_terminal(
            pointer,
            { context, use in
                guard let context, let use = TerminalUse(rawValue: use) else { return }
                Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue().terminalHandler?(use)
            }, isShared ? 1 : 0)
    }

    /// Has `handler` end the process for `os.exit`, with the status that it asks for and whether the state is to be closed
    /// first. It runs inside the call.
    public func setExitHandler(_ handler: @escaping (_ status: Int32, _ closes: Bool) -> Never) {
        guard let pointer else { return }
        exitHandler = handler
        clua_set_exit(pointer) { context, status, closes in
            guard let context else { return }
            Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue().exitHandler?(status, closes != 0)
        }
    }

    // MARK: - Memory

    /// Bytes that Lua holds now.
    public var memoryUsed: Int { memory.luaBytes }

    /// Bytes that Lua, and the host for its code, may hold; beyond it code raises "not enough memory". nil for no limit.
    public var memoryLimit: Int? {
        get { memory.limit }
        set { memory.limit = newValue }
    }

    /// True when what host functions push, which is never refused memory, took the state over its limit.
    public var isMemoryExceeded: Bool { memory.isExceeded }

    /// Collects what nobody needs any more, where there is a limit and it may be much: before a wait for what other threads
    /// bring, which cannot collect.
    public func makeRoom() {
        guard let limit = memory.limit, memoryUsed > usedAtRest, memoryUsed - usedAtRest > limit / 8 else { return }
        collectGarbage()
        usedAtRest = memoryUsed
    }

    /// Refuses the n-th allocation of Lua code from now, `once` or with all after it until called with 0; for tests.
    /// - Returns: whether the refusal that was asked for before is still to come.
    @discardableResult
    public func failAllocation(after count: Int, once: Bool = false) -> Bool {
        clua_fail_allocation(host, count, once ? 1 : 0) != 0
    }

    /// A full collection; finalizers run.
    public func collectGarbage() {
        main.freeDroppedReferences()
        clua_collect(main.pointer)
    }

    /// Whether a finalizer runs: what it raises is lost.
    public var isFinalizing: Bool { clua_is_finalizing(main.pointer) != 0 }

    /// Whether code has set a hook in the main thread by `debug.sethook`.
    public var hasHook: Bool { clua_has_hook(main.pointer) != 0 }

    /// Takes the hook of code in the main thread away.
    public func dropHook() { clua_drop_hook(main.pointer) }

    /// Whether the collector runs by itself; Lua code may have stopped it.
    public var isCollectorRunning: Bool { clua_collector_runs(main.pointer) != 0 }

    /// Runs `body` with the collector stopped, for building large values; nests.
    public func withoutCollector<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let wasRunning = clua_stop_collector(main.pointer) != 0
        defer { if wasRunning { clua_restart_collector(main.pointer) } }
        return try body()
    }

    /// Makes the stock functions that stay for code one does not trust do less: `load` takes text only, `setmetatable`
    /// refuses `__gc`, `collectgarbage` sets nothing; the metatable of strings is hidden, and nothing is preloaded.
    ///
    /// - Throws: where there was no memory for it.
    public func restrictLibrary() throws(LuaError) {
        // The limit is for the code that is restricted, not for this.
        let limit = memoryLimit
        memoryLimit = nil
        defer { memoryLimit = limit }
        try main.check(clua_restrict(main.pointer))
    }

    // MARK: - Builders

    func takeBuilder() -> LuaValueBuilder? {
        defer { builder = nil }
        return builder.flatMap { $0.isIntact ? $0 : nil }
    }

    func give(_ builder: LuaValueBuilder) { self.builder = builder }

    // MARK: - Interrupts

    /// A handle that a signal handler may use.
    public var interrupter: LuaInterrupter { LuaInterrupter(host: host) }

    /// The value on top of the main stack, popped, becomes what an interrupt for `reason` raises.
    ///
    /// Stack: [-1, +0, m]
    public func setInterruptValue(reason: Int32) {
        main.balanced(pops: 1) {
            clua_set_interrupt_value(main.pointer, reason)
        }
    }

    /// Why running code is being stopped, or nil.
    public var interruptReason: Int32? {
        guard pointer != nil else { return nil }
        let reason = clua_interrupt_reason(host)
        return reason == 0 ? nil : reason
    }

    /// Ends an interrupt: code runs again.
    public func clearInterrupt() {
        clua_clear_interrupt(host)
    }

    private func warn(_ piece: UnsafePointer<CChar>, more: Bool) {
        // A piece may be as large as Lua's memory, and there may be many.
        let room = max(0, LuaError.longestMessage - pendingWarning.utf8.count)
        let shown = UnsafeRawBufferPointer(start: piece, count: strnlen(piece, room))
        pendingWarning += String(decoding: shown, as: UTF8.self)
        if shown.count == room, !pendingWarning.hasSuffix("…") { pendingWarning += "…" }
        guard !more else { return }
        let message = pendingWarning
        pendingWarning = ""
        warningHandler?(message)
    }
}
