import APIClient
import Ledger
import LuaBridge
import ScriptRuntime

/// Why nothing is done, though the words are right: code 7.
struct Refusal: LuaRaisable {
    let error: RaisedError

    init(_ reason: String) {
        error = RaisedError(APIError(kind: .refused, message: reason, method: "", path: ""))
    }

    func pushRaisedValue(on thread: LuaThread) { error.pushRaisedValue(on: thread) }
}

extension Refusal {
    /// The ledger says why.
    init(_ error: LedgerError) { self.init(error.description) }
}
