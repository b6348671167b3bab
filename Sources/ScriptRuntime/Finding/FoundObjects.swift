import LuaBridge
import ScriptLibrary

/// What `find` returns: a value of its own, which a `for` loop, `parallel` and the functions on lists go over, each from the
/// beginning; called without arguments it answers the first object.
///
/// A `for` calls it with two arguments, its state (nil) and the object before (nil at first): by their number the host tells
/// the loop from `found()`, and by the object before which of several loops it is.
enum FoundObjects {
    /// By which the host knows one.
    private static let tag: Int32 = 4
    private static let iterate: StaticString = "ampsh.iterate"

    /// Pushes one. Stack: [-0, +1, e]
    static func push(_ walk: ObjectWalk, function: String, on thread: LuaThread) throws {
        try thread.balanced(pushes: 1) {
            let top = thread.top
            do {
                thread.pushUniqueValue()
                thread.pushTable(fields: 8)
                try pushFunctions(walk, function: function, on: thread)
                thread.rawSet("__call", at: -3)
                thread.rawSet(iterate, at: -2)
                for (name, text) in [("__name", "found objects")] {
                    thread.push(text)
                    thread.rawSet(name, at: -2)
                }
                thread.push(function: { thread in
                    thread.push("\(function){...}")
                    return .one
                })
                thread.rawSet("__tostring", at: -2)
                for event: StaticString in ["__index", "__len"] {
                    thread.push(function: { thread in throw misuse(function, thread) })
                    thread.rawSet(event, at: -2)
                }
                // Neither to be had nor to be exchanged by code.
                thread.push(false)
                thread.rawSet("__metatable", at: -2)
                thread.setTag(tag)
                thread.setMetatable(at: -2)
            } catch {
                thread.setTop(top)
                throw error
            }
        }
    }

    /// Whether the value at `index` is one. Stack: [-0, +0, -]
    static func isOne(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            thread.type(at: index) == .userdata && thread.metatableTag(at: index) == tag
        }
    }

    /// Pushes a function that goes over the one at `index` from the beginning. Stack: [-0, +1, e]
    static func pushIterator(of index: Int, on thread: LuaThread) throws(LuaError) {
        try thread.balanced(pushes: 1) { () throws(LuaError) in
            _ = thread.pushMetafield(iterate, of: index)
            try thread.call(arguments: 0, results: 1)
        }
    }

    /// Pushes the function that begins a walk, and the one that answers calls. Stack: [-0, +2, e]
    private static func pushFunctions(_ walk: ObjectWalk, function: String, on thread: LuaThread) throws {
        try thread.balanced(pushes: 2) {
            try thread.droppingOnThrow {
                try ScriptLibrary.Host.find.load(on: thread)
                thread.push(function: { thread in
                    walk.pushStep(on: thread)
                    return .one
                })
                if let check = walk.choice.where { thread.push(check) } else { thread.pushNil() }
                thread.push(function: { _ in
                    throw RaisedError(
                        argument: "what it returns is called without arguments, or by a for loop", of: function)
                })
                // The object that a loop was given last, to the rest of its walk.
                thread.pushTable()
                thread.pushTable(fields: 1)
                thread.push("k")
                thread.rawSet("__mode", at: -2)
                thread.setMetatable(at: -2)
                thread.push(function: { thread in
                    thread.push(thread.top)
                    return .one
                })
                try thread.call(arguments: 5, results: 2)
            }
        }
    }

    /// It is no list: what is done with it in vain, and what to do instead.
    private static func misuse(_ function: String, _ thread: LuaThread) -> RaisedError {
        let field = thread.type(at: 2) == .string ? thread.string(at: 2, longest: 60) : nil
        let what = field.map { "has no field \($0); the first object is \(function){...}()" } ?? "is no array"
        return RaisedError(
            argument: "what it returns \(what); for x in \(function){...} do goes over all of them", of: function)
    }
}
