public import APIClient
public import LuaBridge

/// An error of the API as Lua code sees it: a table with the fields of `APIError`, and one readable line as its text.
public struct RaisedError: LuaRaisable {
    /// The facts.
    public let error: APIError

    /// Wraps the facts for raising.
    public init(_ error: APIError) {
        self.error = error
    }

    /// An argument is wrong; nothing was sent.
    init(argument message: String, of function: String) {
        self.init(APIError(kind: .argument, message: "\(function): \(message)", method: "", path: ""))
    }

    /// A host function was stopped by an interrupt while it was waiting, or before it began.
    static var interrupted: RaisedError {
        RaisedError(APIError(kind: .interrupted, message: "interrupted", method: "", path: ""))
    }

    /// Pushes the error table.
    public func pushRaisedValue(on thread: LuaThread) {
        ErrorTable.push(error, on: thread)
    }
}
