extension JSONReader {
    /// Checks that a text is one JSON value, strictly, without keeping anything of it.
    ///
    /// - Throws: what is wrong, and where.
    public static func check(_ text: UnsafeRawBufferPointer) throws(JSONError) {
        var visitor = Nobody()
        do throws(JSONReadError<Never>) { _ = try read(text, into: &visitor) } catch {
            switch error {
            case .text(let error): throw error
            }
        }
    }

    /// Looks at nothing.
    struct Nobody: JSONVisitor {
        typealias Failure = Never

        mutating func null() {}
        mutating func bool(_ value: Bool) {}
        mutating func integer(_ value: Int64) {}
        mutating func number(_ value: Double) {}
        mutating func string(_ utf8: UnsafeRawBufferPointer) {}
        mutating func key(_ utf8: UnsafeRawBufferPointer) {}
        mutating func beginArray() {}
        mutating func endArray(count: Int) {}
        mutating func beginObject() {}
        mutating func endObject(count: Int) {}
    }
}
