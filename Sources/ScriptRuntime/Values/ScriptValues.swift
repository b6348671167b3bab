public import LuaBridge
public import ManagementAPI
import Memory

/// What is known of Lua values beyond Lua: how they read as JSON, and which object an answer's table is. For those who print
/// them; it looks at the stack that it is given and keeps none.
public struct ScriptValues {
    let objects: ObjectMarks

    /// What a catalogue says of objects. States that go by it are those of a `ScriptRuntime` of the same catalogue.
    public init(_ catalogue: Catalogue) {
        objects = ObjectMarks(catalogue)
    }

    /// The JSON text of the value at `index`, which stands at `path` in what is written. Stack: [-0, +0, m]
    ///
    /// - Throws: an error whose description names the place in the value.
    public func json(
        at index: Int, of thread: LuaThread, path: ValuePath = .root, indent: Int? = nil
    ) throws -> [UInt8] {
        try thread.balanced {
            do throws(LuaValueProblem) {
                return try LuaJSONWriter.text(at: index, of: thread, path, indent: indent)
            } catch {
                if case .noMemory = error.kind { throw NotEnoughMemory() }
                throw error
            }
        }
    }

    /// How many items the table at `index` has as JSON; nil where it is an object. Stack: [-0, +0, m]
    ///
    /// - Throws: what `json` would, where it is neither.
    public func itemCount(at index: Int, of thread: LuaThread, path: ValuePath = .root) throws -> Int? {
        try thread.balanced {
            switch try TableShape.of(index, thread, path) {
            case .array(let count): count
            case .object: nil
            }
        }
    }

    /// True for the sentinel `null`. Stack: [-0, +0, m]
    public func isNull(at index: Int, of thread: LuaThread) -> Bool {
        thread.balanced { ValueMarks.isNull(at: index, of: thread) }
    }

    /// The name of the object type that the value at `index` is of, by the call that answered it; nil for any other value.
    /// Stack: [-0, +0, -]
    public func objectType(at index: Int, of thread: LuaThread) -> String? {
        thread.balanced { objects.name(at: index, of: thread) }
    }
}
