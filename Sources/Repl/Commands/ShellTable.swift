public import LuaBridge

/// The Lua table `shell`: the commands as functions.
public struct ShellTable {
    private let context: ReplContext

    /// - Parameter context: what the functions work on.
    public init(_ context: ReplContext) {
        self.context = context
    }

    /// Pushes the table; `describe` is called with each function on top and what makes its help. Stack: [-0, +1, m]
    public func push(on lua: LuaThread, describe: (_ page: @escaping () -> String) -> Void) {
        lua.balanced(pushes: 1) {
            let twins = context.commands.rows.map(\.twin)
            lua.pushTable(fields: twins.count)
            for twin in twins {
                lua.push(function: { [context] thread in try Self.call(twin, context, thread) })
                describe { twin.page }
                lua.rawSet(twin.name, at: -2)
            }
        }
    }

    private static func call(_ twin: LuaCommandBinding, _ context: ReplContext, _ thread: LuaThread) throws -> LuaReturn
    {
        do {
            guard twin.scope == .everywhere || context.isPromptOpen else {
                throw CommandError("works only where a prompt is open")
            }
            return try twin.body(context, thread)
        } catch let error as CommandError {
            throw context.host.argumentError("shell.\(twin.name): \(error.message)")
        }
    }
}
