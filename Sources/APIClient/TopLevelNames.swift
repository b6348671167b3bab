import JSON

/// Picks the values of a few members of the outermost object of a JSON text: strings and integers, as text.
struct TopLevelNames: JSONVisitor {
    /// All that was asked for has been seen.
    struct Complete: Error {}

    typealias Failure = Complete

    /// What was found, by the index of its name; the last one counts where a key is repeated.
    private(set) var values: [String?]
    private let names: [String]
    private let stopsWhenComplete: Bool
    private var depth = 0
    private var current: Int?

    /// `stopsWhenComplete` ends the reading early, so that the rest of the text is not checked.
    init(_ names: [String], stopsWhenComplete: Bool) {
        self.names = names
        self.stopsWhenComplete = stopsWhenComplete
        values = Array(repeating: nil, count: names.count)
    }

    /// Reads `text`; what is wrong with it, or nil.
    mutating func read(_ text: [UInt8]) -> JSONError? {
        let (visitor, problem) = text.withUnsafeBytes { bytes -> (TopLevelNames, JSONError?) in
            var visitor = self
            do throws(JSONReadError<Complete>) {
                try JSONReader.read(bytes, into: &visitor)
                return (visitor, nil)
            } catch {
                switch error {
                case .text(let problem): return (visitor, problem)
                case .visitor: return (visitor, nil)
                }
            }
        }
        self = visitor
        return problem
    }

    private mutating func take(_ text: @autoclosure () -> String) throws(Complete) {
        guard let index = current else { return }
        current = nil
        values[index] = text()
        if stopsWhenComplete, values.allSatisfy({ $0 != nil }) { throw Complete() }
    }

    mutating func null() { current = nil }
    mutating func bool(_ value: Bool) { current = nil }
    mutating func integer(_ value: Int64) throws(Complete) { try take(String(value)) }
    mutating func number(_ value: Double) { current = nil }
    mutating func string(_ utf8: UnsafeRawBufferPointer) throws(Complete) {
        try take(String(decoding: utf8, as: UTF8.self))
    }
    mutating func key(_ utf8: UnsafeRawBufferPointer) {
        guard depth == 1 else { return }
        current = names.firstIndex { $0.utf8.elementsEqual(utf8) }
    }
    mutating func beginArray() {
        current = nil
        depth += 1
    }
    mutating func endArray(count: Int) { depth -= 1 }
    mutating func beginObject() {
        current = nil
        depth += 1
    }
    mutating func endObject(count: Int) { depth -= 1 }
}
