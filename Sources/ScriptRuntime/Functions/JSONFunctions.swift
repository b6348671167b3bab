import JSON
import LuaBridge
import ManagementAPI

/// `json.encode`, `json.decode`, `array` and `null`.
enum JSONFunctions {
    /// Pushes the table `json`. Stack: [-0, +1, m]
    static func pushLibrary(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.pushTable(fields: 2)
            lua.push(function: encode)
            lua.rawSet("encode", at: -2)
            lua.push(function: decode)
            lua.rawSet("decode", at: -2)
        }
    }

    /// Pushes the function `array`. Stack: [-0, +1, m]
    static func pushArray(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { thread in
                if thread.top == 0 { thread.pushTable() }
                guard !LuaReadOnlyView.isView(at: 1, of: thread) else {
                    throw RaisedError(argument: "table: it can only be read", of: ShellFunction.array.name)
                }
                _ = try ShellArguments.checked(of: .array, on: thread)
                thread.setTop(1)
                ValueMarks.set(ValueMarks.array, at: 1, of: thread)
                return .one
            })
        }
    }

    private static func encode(_ thread: LuaThread) throws -> LuaReturn {
        try ListFunctions.expand(at: 1, of: thread)
        let arguments = try ShellArguments.checked(of: .jsonEncode, on: thread)
        let indent = arguments.integer("indent")
        try thread.makingRoom {
            do throws(LuaValueProblem) {
                try LuaJSONWriter.push(textOf: 1, of: thread, indent: indent == 0 ? nil : indent)
            } catch {
                throw error.raised(by: ShellFunction.jsonEncode.name)
            }
        }
        return .one
    }

    private static func decode(_ thread: LuaThread) throws -> LuaReturn {
        let arguments = try ShellArguments.checked(of: .jsonDecode, on: thread)
        let surrogates: JSONSurrogates = arguments.truth("replace_surrogates") ? .replaced : .refused
        try thread.withBytes(at: 1) { (text) throws -> Void in
            do throws(LuaJSONReader.Failure) {
                try LuaJSONReader.push(text, surrogates: surrogates, on: thread)
            } catch {
                switch error {
                case .text(let problem):
                    throw RaisedError(argument: "\(problem)", of: ShellFunction.jsonDecode.name)
                case .tooLarge(let raisable): throw raisable
                }
            }
        }
        return .one
    }
}
