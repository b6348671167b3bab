import APIClient
import LuaBridge

/// A raise in one item of a `parallel`: what was raised, with the item it was raised for.
struct ParallelFailure: LuaRaisable {
    let error: any Error
    let index: Int
    /// nil when the iterator raised and there was no item yet.
    let item: LuaReference?

    /// The raised table itself with `index` and `item`; around anything else an error table of kind `raised`.
    func pushRaisedValue(on thread: LuaThread) {
        thread.push(raised: error)
        if thread.type(at: -1) != .table {
            let message = (error as? LuaError)?.message ?? thread.string(at: -1) ?? "\(error)"
            thread.pop()
            ErrorTable.push(APIError(kind: .raised, message: message, method: "", path: ""), on: thread)
        }
        thread.push(index)
        thread.rawSet("index", at: -2)
        if let item {
            thread.push(item)
            thread.rawSet("item", at: -2)
        }
    }
}
