import Changes
import LuaBridge
import ManagementAPI
import ScriptLibrary

/// The functions on lists: `count_by`, `group_by`, `sort_by`, `pluck`, `index_by`, and `diff`.
///
/// They are Lua, so that what goes over pages waits as any loop does; the host checks their arguments.
struct ListFunctions {
    /// As they are called.
    static let all: [ShellFunction] = [.countBy, .groupBy, .sortBy, .pluck, .indexBy, .diff]

    /// The functions by name, once somebody has called one of them.
    private static let loaded: StaticString = "ampsh.lists"
    /// Calls the function that it is made for, which is compiled by then.
    private static let stub = "local get = ... return function(...) return get()(...) end"

    let values: ScriptValues
    let catalogue: Catalogue

    /// Pushes one of them. Stack: [-0, +1, m]
    func push(_ function: ShellFunction, on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            let get: LuaBody = { [self] thread in
                try load(on: thread)
                thread.pushRegistered(Self.loaded)
                thread.rawGet(function.name, at: -1)
                return .one
            }
            do throws(LuaError) {
                try lua.load(Self.stub, name: "=ampsh")
                lua.push(function: get)
                try lua.call(arguments: 1, results: 1)
            } catch {
                // There is no memory even for that.
                lua.pushNil()
            }
        }
    }

    /// Compiles them, where that was not done yet. Stack: [-0, +0, e]
    private func load(on lua: LuaThread) throws(LuaError) {
        try lua.balanced { () throws(LuaError) in
            defer { lua.pop() }
            guard lua.pushRegistered(Self.loaded) == .nil else { return }
            try ScriptLibrary.Host.lists.load(on: lua)
            lua.push(function: Self.check)
            lua.push(function: Self.wrong)
            lua.push(function: Self.walk)
            JSONFunctions.pushArray(on: lua)
            lua.push(function: DiffFunction(objects: values.objects, catalogue: catalogue).call)
            lua.push(function: { thread in
                thread.push(FoundObjects.isOne(at: 1, of: thread))
                return .one
            })
            lua.pushRegistered(ValueMarks.null)
            try lua.call(arguments: 7, results: 1)
            lua.register(Self.loaded)
        }
    }

    /// Puts an array in the place of what `find` returned, if the value at `index` is that. Stack: [-0, +0, e]
    static func expand(at index: Int, of thread: LuaThread) throws(LuaError) {
        try thread.balanced { () throws(LuaError) in
            guard FoundObjects.isOne(at: index, of: thread) else { return }
            let (index, top) = (thread.absolute(index), thread.top)
            defer { thread.setTop(top) }
            try FoundObjects.pushIterator(of: index, on: thread)
            thread.pushTable()
            ValueMarks.set(ValueMarks.array, at: -1, of: thread)
            // Stack: the iterator, the array.
            var count = 0
            while try pushNext(-2, on: thread) {
                count += 1
                thread.rawSet(count, at: -2)
            }
            thread.replace(at: index)
        }
    }

    /// Stack: [-0, +(0|1), e]
    private static func pushNext(_ iterator: Int, on thread: LuaThread) throws(LuaError) -> Bool {
        try thread.balanced(pushesWhenTrue: 1) { () throws(LuaError) in
            thread.pushCopy(of: iterator)
            try thread.call(arguments: 0, results: 1)
            guard thread.type(at: -1) == .nil else { return true }
            thread.pop()
            return false
        }
    }

    /// `check(name, ...)`
    private static func check(_ thread: LuaThread) throws -> LuaReturn {
        guard let function = function(thread) else { return .nothing }
        thread.remove(at: 1)
        _ = try ShellArguments.checked(of: function, on: thread)
        return .nothing
    }

    /// `wrong(name, words)`
    private static func wrong(_ thread: LuaThread) -> LuaReturn {
        ErrorTable.push(
            RaisedError(argument: thread.string(at: 2) ?? "", of: thread.string(at: 1) ?? "").error, on: thread)
        return .one
    }

    /// `walk(name, list)`
    private static func walk(_ thread: LuaThread) throws -> LuaReturn {
        let name = thread.string(at: 1) ?? ""
        if FoundObjects.isOne(at: 2, of: thread) {
            try FoundObjects.pushIterator(of: 2, on: thread)
            return .one
        }
        if thread.type(at: 2) == .function {
            thread.pushCopy(of: 2)
            return .one
        }
        if LuaReadOnlyView.isView(at: 2, of: thread) { return .nothing }
        if thread.pushMetafield("__call", of: 2) {
            thread.pushCopy(of: 2)
            return .one
        }
        do throws(LuaValueProblem) {
            _ = try ParallelFunction.count(of: 2, ValuePath("list"), thread)
        } catch {
            throw error.raised(by: name)
        }
        return .nothing
    }

    private static func function(_ thread: LuaThread) -> ShellFunction? {
        thread.string(at: 1).flatMap { name in all.first { $0.name == name } }
    }
}
