import APIClient
import LuaBridge

/// A raise in one item of a `parallel`: what was raised, with the item it was raised for.
struct ParallelFailure: LuaRaisable {
    let error: LuaError
    let index: Int
    /// nil when the iterator raised and there was no item yet.
    let item: LuaReference?

    /// The raised table itself with `index` and `item`; around anything else an error table of kind `raised`.
    func pushRaisedValue(on thread: LuaThread) {
        thread.push(error.value)
        if thread.type(at: -1) != .table {
            thread.pop()
            ErrorTable.push(APIError(kind: .raised, message: error.message, method: "", path: ""), on: thread)
        }
        thread.push(index)
        thread.rawSet("index", at: -2)
        if let item {
            thread.push(item)
            thread.rawSet("item", at: -2)
        }
    }
}
