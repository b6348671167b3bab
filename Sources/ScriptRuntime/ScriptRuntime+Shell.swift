public import APIClient
public import LuaBridge
import ManagementAPI
import ScriptLibrary

/// What the shell adds, and asks for its prompt.
extension ScriptRuntime {
    /// Adds a global that the shell brings along, also to what `require "ampsh"` returns. `push` pushes its value.
    public func install(_ name: String, _ push: (LuaThread) -> Void) {
        let lua = state.main
        pushModule(on: lua)
        push(lua)
        if ShellFunction.named(name) != nil {
            HelpFunction.describe(name, target.generation, on: lua)
        }
        lua.pushCopy(of: -1)
        lua.rawSetGlobal(name)
        lua.rawSet(name, at: -2)
        lua.pop()
    }

    /// The names of the modules that are in the program.
    public static var libraryModules: [String] { LibraryModule.allCases.map(\.name) + [ScriptModule.name] }

    /// Gives the value on top of a stack a help text of its own, made when somebody asks. Stack: [-0, +0, m]
    public func describe(on lua: LuaThread, _ text: @escaping () -> String) {
        lua.balanced {
            HelpFunction.describe(on: lua, text)
        }
    }

    /// Pushes one of our own functions, whatever the global of its name is by now. Stack: [-0, +1, m]
    public func pushFunction(_ name: String, on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            pushModule(on: lua)
            lua.rawGet(name, at: -1)
            lua.remove(at: -2)
        }
    }

    /// Makes another service the target of the global tables, which are filled with what its generation has. Calls under way
    /// stay where they are, and functions that code has kept follow.
    public func switchTarget(to other: APITarget) {
        let isOtherGeneration = other.generation != target.generation
        target.become(other)
        let lua = state.main
        pushModule(on: lua)
        if isOtherGeneration { refillTables(lua) }
        if lua.rawGet("session", at: -1) == .table { TargetGlobals.fillSession(of: target, on: lua) }
        lua.pop(2)
    }

    /// Fills the tables in the module's table on top with what the target's generation has, and has the globals of their names
    /// be these tables where nobody has put anything else there. Stack: [-0, +0, m]
    private func refillTables(_ lua: LuaThread) {
        lua.balanced {
            let globals = TargetGlobals(target: target, scheduler: scheduler, observer: observer, isMain: true)
            globals.fillResources(on: lua)
            lua.rawGet("catalogue", at: -1)
            lua.rawSetGlobal("catalogue")
            for name in OtherGeneration(target: target).allTables {
                lua.rawGetGlobal(name)
                let isFree = lua.type(at: -1) == .nil
                lua.pop()
                guard isFree else { continue }
                lua.rawGet(name, at: -1)
                lua.rawSetGlobal(name)
            }
        }
    }

    /// Whether the value at `index` is a page of a list. Stack: [-0, +0, m]
    public func isPage(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            thread.type(at: index) == .table && ValueMarks.mark(at: index, of: thread) == .page
        }
    }

    /// Asks for the page after the page at `index` and pushes it; false when that was the last.
    /// Stack: [-0, +(0|1), e]
    public func pushNextPage(after index: Int, of thread: LuaThread) throws -> Bool {
        try thread.balanced(pushesWhenTrue: 1) {
            try PageOrigins.pushNext(after: index, of: thread)
        }
    }

    /// Puts arrays in the place of what `find` returned among the values from `index` on: who shows them shows what is found.
    /// Stack: [-0, +0, e]
    public func expandFound(from index: Int, of thread: LuaThread) throws(LuaError) {
        try thread.balanced { () throws(LuaError) in
            for index in index..<(thread.top + 1) { try ListFunctions.expand(at: index, of: thread) }
        }
    }

    /// Waits for the end of calls that nobody waits for any more, while code is being stopped: reads end at once, changes on
    /// their way as after Ctrl-C.
    public func settle(pending: () -> Int, cancel: (Cancellation) -> Void) {
        scheduler.settle(pending: pending, cancel: cancel)
    }

    /// Pushes what `require "ampsh"` returns. Stack: [-0, +1, m]
    private func pushModule(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            _ = lua.pushRegistered(Self.module)
        }
    }

    static let module: StaticString = "ampsh.module"
}
