import JSON
import LuaBridge
import ManagementAPI

/// `json.encode`, `json.decode`, `array` and `null`.
enum JSONFunctions {
    /// Pushes the table `json`. Stack: [-0, +1, m]
    static func pushLibrary(on lua: LuaThread) {
        lua.pushTable(fields: 2)
        lua.push(function: encode)
        lua.rawSet("encode", at: -2)
        lua.push(function: decode)
        lua.rawSet("decode", at: -2)
    }

    /// Pushes the function `array`. Stack: [-0, +1, m]
    static func pushArray(on lua: LuaThread) {
        lua.push(function: { thread in
            if thread.top == 0 { thread.pushTable() }
            guard thread.type(at: 1) == .table else {
                throw RaisedError(
                    argument: "expected a table, got \(LuaTypeWords.words(for: 1, of: thread))", of: "array")
            }
            thread.setTop(1)
            ValueMarks.set(ValueMarks.array, at: 1, of: thread)
            return .one
        })
    }

    private static func encode(_ thread: LuaThread) throws -> LuaReturn {
        guard thread.top > 0 else { throw RaisedError(argument: "a value is required", of: "json.encode") }
        var indent: Int?
        if !thread.isNoneOrNil(at: 2) {
            guard thread.type(at: 2) == .table else {
                throw RaisedError(
                    argument: "the options: expected a table, got \(LuaTypeWords.words(for: 2, of: thread))",
                    of: "json.encode")
            }
            if thread.rawGet("indent", at: 2) != .nil {
                guard let value = thread.integer(at: -1), (0...16).contains(value) else {
                    throw RaisedError(argument: "indent: expected an integer from 0 to 16", of: "json.encode")
                }
                indent = value == 0 ? nil : Int(value)
            }
            thread.pop()
        }
        try thread.makingRoom {
            do throws(LuaValueProblem) {
                try LuaJSONWriter.push(textOf: 1, of: thread, indent: indent)
            } catch {
                throw error.raised(by: "json.encode")
            }
        }
        return .one
    }

    private static func decode(_ thread: LuaThread) throws -> LuaReturn {
        let surrogates = try decodeOptions(thread)
        let done: Void? = try thread.withBytes(at: 1) { (text) throws -> Void in
            do throws(LuaJSONReader.Failure) {
                try LuaJSONReader.push(text, surrogates: surrogates, on: thread)
            } catch {
                switch error {
                case .text(let problem): throw RaisedError(argument: "\(problem)", of: "json.decode")
                case .tooLarge(let raisable): throw raisable
                }
            }
        }
        guard done != nil else {
            throw RaisedError(
                argument: "expected a string, got \(LuaTypeWords.words(for: 1, of: thread))", of: "json.decode")
        }
        return .one
    }

    private static let replaceSurrogates = "replace_surrogates"

    private static func decodeOptions(_ thread: LuaThread) throws -> JSONSurrogates {
        guard !thread.isNoneOrNil(at: 2) else { return .refused }
        guard thread.type(at: 2) == .table else {
            throw RaisedError(
                argument: "the options: expected a table, got \(LuaTypeWords.words(for: 2, of: thread))",
                of: "json.decode")
        }
        do throws(LuaValueProblem) { try TableShape.names(2, thread, among: [replaceSurrogates]) } catch {
            throw RaisedError(argument: error.description, of: "json.decode")
        }
        defer { thread.pop() }
        switch thread.rawGet(replaceSurrogates, at: 2) {
        case .nil: return .refused
        case .boolean: return thread.truth(at: -1) ? .replaced : .refused
        default: throw RaisedError(argument: "\(replaceSurrogates): expected true or false", of: "json.decode")
        }
    }
}
