import JSON
import LuaBridge

/// Builds Lua values from JSON text: objects and arrays are tables, 64-bit integers stay integers, null in an object is
/// an absent field and in an array the sentinel.
enum LuaJSONReader {
    /// Why a text did not become a value.
    enum Failure: Error {
        /// The text is no JSON.
        case text(JSONError)
        /// Lua's stack or the memory limit cannot hold it.
        case tooLarge(any LuaRaisable)
    }

    /// Pushes the value of a text; a null as the whole value is the sentinel. Answers how many halves of surrogate pairs
    /// were replaced. Stack: [-0, +1, m]
    ///
    /// - Throws: `Failure`; the stack is as it was then.
    @discardableResult
    static func push(
        _ text: UnsafeRawBufferPointer, surrogates: JSONSurrogates = .refused, on thread: LuaThread
    ) throws(Failure) -> Int {
        try thread.balanced(pushes: 1) { () throws(Failure) in
            let before = thread.top
            let replaced: Int
            do throws(JSONReadError<LuaJSONVisitor.Failure>) {
                // Tables that are being filled are all alive: collecting in between only costs.
                replaced = try thread.state.withoutCollector { () throws(JSONReadError<LuaJSONVisitor.Failure>) in
                    var visitor = LuaJSONVisitor(thread: thread)
                    return try JSONReader.read(text, surrogates: surrogates, into: &visitor)
                }
            } catch {
                thread.setTop(before)
                switch error {
                case .text(let problem): throw .text(problem)
                case .visitor(let failure): throw .tooLarge(failure.raisable)
                }
            }
            // Below the value lie the marks that the visitor kept at hand.
            thread.replace(at: before + 1)
            thread.setTop(before + 1)
            return replaced
        }
    }
}
