import LuaBridge
import ManagementAPI

/// Which type of the catalogue an answer's object is of, for as long as Lua keeps the object: a metatable for each type,
/// given by the call that answered it. A table that somebody makes by hand has none.
struct ObjectMarks {
    private static let metatables: StaticString = "ampsh.objects"
    /// Tags from here on are places among the types; lower ones are those of `ValueMarks` and the bridge.
    private static let firstTag: Int32 = 16

    /// The names of the types, in the order of their tags.
    private let names: [String]

    /// The types that answers hold.
    init(_ catalogue: Catalogue) {
        var seen: Set<String> = []
        names = catalogue.answeredTypes().map(\.name).filter { seen.insert($0).inserted }
    }

    /// Makes a metatable for each type. Once for each state.
    func install(in state: LuaState) {
        let lua = state.main
        lua.pushTable(fields: names.count)
        for (place, name) in names.enumerated() {
            lua.pushTable(fields: 2)
            lua.push(name)
            lua.rawSet("__name", at: -2)
            lua.setTag(Self.firstTag + Int32(place))
            lua.rawSet(name, at: -2)
        }
        lua.register(Self.metatables)
    }

    /// The name of the type of the value at `index`; nil where no call says. Stack: [-0, +0, -]
    func name(at index: Int, of thread: LuaThread) -> String? {
        thread.balanced {
            let place = Int(thread.metatableTag(at: index) - Self.firstTag)
            return names.indices.contains(place) ? names[place] : nil
        }
    }

    /// Marks the object on top as one of that type. Stack: [-0, +0, m]
    static func set(_ type: ObjectType, on thread: LuaThread) {
        thread.balanced {
            pushMetatable(of: type, on: thread)
            thread.setMetatable(at: -2)
        }
    }

    /// Marks the items of the list on top. Stack: [-0, +0, m]
    static func setItems(_ type: ObjectType, on thread: LuaThread) {
        thread.balanced {
            pushMetatable(of: type, on: thread)
            for item in 1..<(thread.size(at: -2).items + 1) {
                thread.rawGet(item, at: -2)
                thread.pushCopy(of: -2)
                thread.setMetatable(at: -2)
                thread.pop()
            }
            thread.pop()
        }
    }

    /// Pushes the metatables of all types, by name. Stack: [-0, +1, m]
    static func pushAll(on thread: LuaThread) { thread.balanced(pushes: 1) { _ = thread.pushRegistered(metatables) } }

    /// Pushes nil for a type that was not there at the start. Stack: [-0, +1, m]
    private static func pushMetatable(of type: ObjectType, on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            thread.pushRegistered(metatables)
            thread.rawGet(type.name, at: -1)
            thread.remove(at: -2)
        }
    }
}
