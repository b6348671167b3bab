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
            // Tables that are being filled are all alive: collecting in between only costs.
            try thread.state.withoutCollector { () throws(Failure) in
                try thread.push(marks: pushMarks) { (builder) throws(Failure) in
                    var reader = JSONPartReader(text, surrogates: surrogates, capacity: portion)
                    var goesOn = true
                    while goesOn {
                        do throws(JSONError) { goesOn = try reader.read() } catch { throw .text(error) }
                        try take(reader.parts, of: text, copies: reader.copies, builder)
                    }
                    return reader.replaced
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
            try thread.state.withoutCollector { () throws(Failure) in
                try thread.push(marks: pushMarks) { (builder) throws(Failure) in
                    var failure: Failure?
                    parts.parts.withUnsafeBufferPointer { all in
                        do throws(Failure) { try take(all, of: text, copies: parts.copies, builder) } catch {
                            failure = error
                        }
                    }
                    if let failure { throw failure }
                }
            }
        }
    }

    /// Parts that are handed to the builder at once; few enough to stay near the processor.
    private static let portion = 1024

    private static func pushMarks(on thread: LuaThread) {
        thread.pushRegistered(ValueMarks.null)
        thread.pushRegistered(ValueMarks.array)
    }

    private static func take(
        _ parts: UnsafeBufferPointer<JSONPart>, of text: UnsafeRawBufferPointer, copies: [UInt8],
        _ builder: LuaValueBuilder
    ) throws(Failure) {
        // The standard library passes on any error, not which.
        var failure: LuaValueBuilder.Failure?
        copies.withUnsafeBytes { copies in
            // A part of a text is word by word what a step towards a value is; a test compares them.
            parts.withMemoryRebound(to: LuaStep.self) { steps in
                do throws(LuaValueBuilder.Failure) {
                    try builder.take(steps, texts: text.baseAddress, copies: copies.baseAddress)
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw .tooLarge(failure.raisable) }
    }
}
