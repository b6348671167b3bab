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
            do throws(JSONReadError<LuaJSONVisitor.Failure>) {
                // Tables that are being filled are all alive: collecting in between only costs.
                return try thread.state.withoutCollector { () throws(JSONReadError<LuaJSONVisitor.Failure>) in
                    try thread.push(marks: pushMarks) { (builder) throws(JSONReadError<LuaJSONVisitor.Failure>) in
                        var visitor = LuaJSONVisitor(text, builder: builder)
                        defer { visitor.free() }
                        let replaced = try JSONReader.read(text, surrogates: surrogates, into: &visitor)
                        do throws(LuaJSONVisitor.Failure) { try visitor.flush() } catch { throw .visitor(error) }
                        return replaced
                    }
                }
            } catch {
                switch error {
                case .text(let problem): throw .text(problem)
                case .visitor(let failure): throw .tooLarge(failure.raisable)
                }
            }
        }
    }

    /// Pushes the value of a text that was read already. Stack: [-0, +1, m]
    ///
    /// - Throws: `Failure`; the stack is as it was then.
    static func push(
        _ parts: JSONParts, of text: UnsafeRawBufferPointer, on thread: LuaThread
    ) throws(Failure) {
        try thread.balanced(pushes: 1) { () throws(Failure) in
            do throws(LuaValueBuilder.Failure) {
                try thread.state.withoutCollector { () throws(LuaValueBuilder.Failure) in
                    try thread.push(marks: pushMarks) { (builder) throws(LuaValueBuilder.Failure) in
                        try take(parts, of: text, builder)
                    }
                }
            } catch {
                throw .tooLarge(error.raisable)
            }
        }
    }

    private static func pushMarks(on thread: LuaThread) {
        thread.pushRegistered(ValueMarks.null)
        thread.pushRegistered(ValueMarks.array)
    }

    private static func take(
        _ parts: JSONParts, of text: UnsafeRawBufferPointer, _ builder: LuaValueBuilder
    ) throws(LuaValueBuilder.Failure) {
        // The standard library passes on any error, not which.
        var failure: LuaValueBuilder.Failure?
        parts.copies.withUnsafeBytes { copies in
            parts.parts.withUnsafeBufferPointer { parts in
                // A part of a text is word by word what a step towards a value is; a test compares them.
                parts.withMemoryRebound(to: LuaStep.self) { steps in
                    do throws(LuaValueBuilder.Failure) {
                        try builder.take(steps, texts: text.baseAddress, copies: copies.baseAddress)
                    } catch {
                        failure = error
                    }
                }
            }
        }
        if let failure { throw failure }
    }
}
