import LuaBridge
import Testing

/// Runs `body` on a fresh state and checks that it left the stack as it found it.
func withState(
    _ body: (LuaThread) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let state = try LuaState()
    try body(state.main)
    #expect(state.main.top == 0, "the test left values on the stack", sourceLocation: sourceLocation)
}

extension LuaThread {
    /// Runs code and pushes its results.
    func run(_ code: String, results: Int? = 0) throws {
        try load(code, name: "=test")
        try call(arguments: 0, results: results)
    }

    /// Runs code and answers its one result as text, by `tostring`.
    func evaluate(_ code: String) throws -> String? {
        try run(code, results: 1)
        defer { pop() }
        try pushToString(of: -1)
        defer { pop() }
        return string(at: -1)
    }

    /// The message that running the code raises.
    func failure(of code: String) throws -> LuaError {
        do {
            try run(code)
        } catch let error as LuaError {
            return error
        }
        Issue.record("\(code) did not raise")
        throw CancellationError()
    }
}
