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
        let before = thread.top
        do throws(JSONReadError<LuaJSONVisitor.Failure>) {
            // Tables that are being filled are all alive: collecting in between only costs.
            return try thread.state.withoutCollector { () throws(JSONReadError<LuaJSONVisitor.Failure>) in
                try build(text, surrogates, on: thread)
            }
        } catch {
            thread.setTop(before)
            switch error {
            case .text(let problem): throw .text(problem)
            case .visitor(.stack(let overflow)): throw .tooLarge(overflow)
            case .visitor(.memory(let refusal)): throw .tooLarge(refusal)
            }
        }
    }

    /// Pushes the value of a text that was read already. Stack: [-0, +1, m]
    ///
    /// - Throws: `Failure`; the stack is as it was then.
    static func push(
        _ parts: JSONParts, of text: UnsafeRawBufferPointer, on thread: LuaThread
    ) throws(Failure) {
        let before = thread.top
        do throws(LuaValueBuilder.Failure) {
            try thread.state.withoutCollector { () throws(LuaValueBuilder.Failure) in
                try build(parts, text, on: thread)
            }
        } catch {
            thread.setTop(before)
            switch error {
            case .stack(let overflow): throw .tooLarge(overflow)
            case .memory(let refusal): throw .tooLarge(refusal)
            }
        }
    }

    private static func build(
        _ parts: JSONParts, _ text: UnsafeRawBufferPointer, on thread: LuaThread
    ) throws(LuaValueBuilder.Failure) {
        thread.pushRegistered(ValueMarks.null)
        thread.pushRegistered(ValueMarks.array)
        let builder = try LuaValueBuilder(on: thread)
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
        builder.finish()
    }

    private static func build(
        _ text: UnsafeRawBufferPointer, _ surrogates: JSONSurrogates, on thread: LuaThread
    ) throws(JSONReadError<LuaJSONVisitor.Failure>) -> Int {
        thread.pushRegistered(ValueMarks.null)
        thread.pushRegistered(ValueMarks.array)
        let builder: LuaValueBuilder
        do throws(LuaJSONVisitor.Failure) { builder = try LuaValueBuilder(on: thread) } catch { throw .visitor(error) }
        var visitor = LuaJSONVisitor(text, builder: builder)
        defer { visitor.free() }
        let replaced = try JSONReader.read(text, surrogates: surrogates, into: &visitor)
        do throws(LuaJSONVisitor.Failure) { try visitor.flush() } catch { throw .visitor(error) }
        builder.finish()
        return replaced
    }
}
