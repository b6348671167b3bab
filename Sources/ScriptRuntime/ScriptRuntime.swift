public import APIClient
public import LuaBridge
import ManagementAPI
import Memory
public import Reactor

/// Lua with the API in it: installs the globals of DESIGN section 2 into a state and runs code.
public final class ScriptRuntime {
    /// Why code is being stopped; the raw values are those of `LuaState.interruptReason`.
    public enum Stop: Int32, Sendable, CaseIterable {
        /// Ctrl-C.
        case interrupt = 1
        /// `--time-limit`.
        case timeLimit = 2
        /// A signal that ends the process.
        case signal = 3
        /// `os.exit`.
        case exit = 4
    }

    /// The state, whose main thread runs everything.
    public let state: LuaState
    let scheduler: Scheduler
    let target: APITarget
    let observer: AnswerObserver
    /// What is known of values, for those who print them.
    public let values: ScriptValues
    private let library: LibrarySearcher

    /// Installs the globals.
    ///
    /// - Parameters:
    ///   - target: what the global resources talk to.
    ///   - reactor: the loop of the calling thread, which the target's client uses too.
    ///   - interrupts: how signals end waiting.
    ///   - meter: counts what is done.
    public init(
        state: LuaState, target: APITarget, reactor: Reactor, services: RuntimeServices,
        interrupts: InterruptSource = InterruptSource(), meter: ProgressTracker = ProgressTracker()
    ) throws(LuaState.OutOfMemory) {
        self.state = state
        self.target = target
        observer = services.observer
        library = LibrarySearcher(script: ScriptModule(services: services), talk: services.talk)
        scheduler = try Scheduler(reactor: reactor, state: state, interrupts: interrupts, meter: meter)
        ValueMarks.install(in: state)
        LuaReadOnlyView.install(in: state, itemNames: CatalogueTable.itemNames)
        values = ScriptValues(target.catalogue)
        values.objects.install(in: state)
        ErrorTable.install(in: state)
        OutputFailure.install(in: state)
        PageOrigins.install(in: state)
        HelpFunction.install(in: state)
        installStops()
        installGlobals(target, services)
        ModuleSearcher(readFile: services.readFile, library: library).install(in: state)
        state.warningHandler = services.warn
    }

    /// Takes from the state everything that code one does not trust must not reach. Once, after all was installed, and
    /// before any code runs.
    public func restrict(to restriction: Restriction) throws(LuaError) {
        // A table inside another one is reached by that one.
        let resources = OtherGeneration(target: target).allTables
        try RestrictedGlobals(restriction: restriction, library: library, resources: resources).install(in: state)
    }

    private func installStops() {
        for stop in Stop.allCases {
            let message =
                switch stop {
                case .interrupt: "interrupted"
                case .timeLimit: "the time limit is over"
                case .signal: "the process was told to end"
                case .exit: "the process ends"
                }
            ErrorTable.push(APIError(kind: .interrupted, message: message, method: "", path: ""), on: state.main)
            state.setInterruptValue(reason: stop.rawValue)
        }
    }

    /// Everything global, which is also what `require "ampsh"` returns.
    private func installGlobals(_ target: APITarget, _ services: RuntimeServices) {
        let lua = state.main
        TargetGlobals(target: target, scheduler: scheduler, observer: services.observer, isMain: true).pushTable(
            on: lua)
        define("parallel") { ParallelFunction(scheduler: scheduler).push(on: $0) }
        define("sleep") { SleepFunction(scheduler: scheduler).push(on: $0) }
        define("connect") {
            ConnectFunction(connect: services.connect, scheduler: scheduler, observer: services.observer).push(on: $0)
        }
        define("help") { lua in
            HelpFunction(
                generation: { target.generation }, script: services.scriptHelp,
                beyond: { [services] in services.help.beyond($0, $1) },
                write: { [services] in try (services.help.show ?? { try services.write(Array($0.utf8)) })($0) }
            ).push(on: lua)
        }
        define("json") { JSONFunctions.pushLibrary(on: $0) }
        define("array") { JSONFunctions.pushArray(on: $0) }
        define("null") { $0.pushRegistered(ValueMarks.null) }
        define("pp") { lua in
            lua.push(function: { thread in
                for index in 1..<(thread.top + 1) {
                    try ListFunctions.expand(at: index, of: thread)
                    try services.prettyPrint(thread, index)
                }
                return .nothing
            })
        }
        for function in ListFunctions.all {
            define(function.name) { ListFunctions(values: values, catalogue: target.catalogue).push(function, on: $0) }
        }
        describeFunctions(target.generation)

        for name in lua.keys(at: -1).names {
            lua.push(bytes: name)
            lua.rawGet(at: -2)
            lua.rawSetGlobal(String(decoding: name, as: UTF8.self))
        }
        PrintFunction(write: services.write).push(on: lua)
        lua.rawSetGlobal("print")
        lua.rawGetGlobal("package")
        lua.rawGet("loaded", at: -1)
        lua.pushCopy(of: -3)
        lua.rawSet("ampsh", at: -2)
        lua.pop(2)
        lua.register(Self.module)
    }

    /// Sets a field of the table on top of the main stack to what `push` pushes.
    private func define(_ name: String, _ push: (LuaThread) -> Void) {
        push(state.main)
        state.main.rawSet(name, at: -2)
    }

    /// Gives the functions in the table on top their help.
    private func describeFunctions(_ generation: Generation) {
        let lua = state.main
        for function in ShellFunction.all {
            let parts = function.name.split(separator: ".")
            lua.pushCopy(of: -1)
            for part in parts {
                guard lua.type(at: -1) == .table else { break }
                lua.rawGet(String(part), at: -1)
                lua.remove(at: -2)
            }
            HelpFunction.describe(function.name, generation, on: lua)
            lua.pop()
        }
    }

    // MARK: - What the shell asks

    /// The help of the value at `index`, if it has any.
    public func help(at index: Int, of thread: LuaThread) -> String? {
        HelpFunction.text(at: index, of: thread)
            ?? HelpFunction.stockName(at: index, of: thread).flatMap(StockLua.page)
    }

    /// The help about what an answer's table is, or about a field of it; nil for any other value. Stack: [-0, +0, m]
    public func helpOfObject(at index: Int, of thread: LuaThread, field: String?) -> String? {
        thread.balanced { HelpFunction.objectText(at: index, of: thread, target.generation, field: field) }
    }

    /// The help that belongs to a name, whatever the global of that name is by now.
    public func help(named name: String) -> String? {
        HelpTexts(generation: target.generation).text(named: name)
    }

    /// Pushes what scripts see of a target under a dotted name such as `experiments.each`; nil where there is no such name.
    /// Stack: [-0, +1, m]
    public func push(_ name: String, of target: APITarget) {
        state.main.balanced(pushes: 1) {
            let lua = state.main
            TargetGlobals(target: target, scheduler: scheduler, observer: observer).pushTable(on: lua)
            for part in name.split(separator: ".") {
                if lua.type(at: -1) == .table { lua.rawGet(String(part), at: -1) } else { lua.pushNil() }
                lua.remove(at: -2)
            }
        }
    }

    /// One line about the value at `index`, if it has help.
    public func summary(at index: Int, of thread: LuaThread) -> String? {
        functionName(at: index, of: thread).flatMap { HelpTexts(generation: $0.generation).summary(named: $0.name) }
    }

    /// What the host calls the value at `index`, if it made it.
    public func functionName(at index: Int, of thread: LuaThread) -> FunctionName? {
        HelpFunction.name(at: index, of: thread)
    }

    /// The facts of an error table, as `error.value` of a `LuaError` may be one; nil for any other value.
    public func apiError(_ error: LuaError) -> APIError? {
        let lua = scheduler.scratch
        lua.push(error.value)
        defer { lua.pop() }
        return ErrorTable.read(at: -1, of: lua)
    }

    /// How a script ended itself by raising; nil for any other value.
    public func scriptEnd(_ error: LuaError) -> ScriptEnd? {
        let lua = scheduler.scratch
        lua.push(error.value)
        defer { lua.pop() }
        return ScriptEnd.read(at: -1, of: lua)
    }

    /// True for the error of a `print` whose reader has gone.
    public func isClosedOutput(_ error: LuaError) -> Bool {
        let lua = scheduler.scratch
        lua.push(error.value)
        defer { lua.pop() }
        return OutputFailure.isClosed(at: -1, of: lua)
    }

    /// A failure in one readable line: an error table's own words, `__tostring` of another value, or the message.
    public func message(of error: LuaError) -> String {
        let lua = scheduler.scratch
        lua.push(error.value)
        defer { lua.pop() }
        switch lua.type(at: -1) {
        case .string: return lua.string(at: -1, longest: LuaError.longestMessage) ?? error.message
        case .table, .userdata:
            guard lua.pushMetafield("__tostring", of: -1) else {
                // A script's own table: its message says more than its type.
                guard lua.type(at: -1) == .table else { return error.message }
                lua.rawGet("message", at: -1)
                defer { lua.pop() }
                return lua.string(at: -1, longest: LuaError.longestMessage) ?? error.message
            }
            lua.pop()
            guard (try? lua.pushToString(of: -1)) != nil else { return error.message }
            defer { lua.pop() }
            return lua.string(at: -1, longest: LuaError.longestMessage) ?? error.message
        default: return error.message
        }
    }
}
