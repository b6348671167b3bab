import JSON

/// Reads a JSON text to its end and keeps what a judge needs of it: what the value is, and a few fields of an object.
struct TopLevelFields: JSONVisitor {
    typealias Failure = Never

    /// The whole value, or a field's: containers without what they hold.
    enum Value: Equatable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case array
        case object
    }

    /// What the text is, once it is read.
    private(set) var value: Value?
    /// The fields that were asked for, by their names; the last one counts where a name is repeated.
    private(set) var fields: [String: Value] = [:]

    /// All parts of the text, where they are few.
    private(set) var parts: JSONParts?

    private let names: [String]
    private let marks: [String]
    private var depth = 0
    private var current: String?

    /// Keeps the fields of these names, and those that are one of `marks` in any letter case, under that mark.
    init(_ names: [String], marks: [String] = []) {
        self.names = names
        self.marks = marks
    }

    /// Reads `text`; what is wrong with it, or nil. Half a surrogate pair is nothing wrong.
    mutating func read(_ text: [UInt8]) -> JSONError? {
        let (visitor, problem) = text.withUnsafeBytes { bytes -> (TopLevelFields, JSONError?) in
            var visitor = self
            let problem = visitor.take(bytes)
            return (visitor, problem)
        }
        self = visitor
        return problem
    }

    private mutating func take(_ text: UnsafeRawBufferPointer) -> JSONError? {
        do throws(JSONError) {
            if let parts = try JSONParts(reading: text, surrogates: .replaced) {
                self.parts = parts
                parts.tellOutermost(of: text, &self)
                return nil
            }
        } catch {
            return error
        }
        do throws(JSONReadError<Never>) {
            _ = try JSONReader.read(text, surrogates: .replaced, into: &self)
            return nil
        } catch {
            switch error {
            case .text(let problem): return problem
            }
        }
    }

    private mutating func take(_ found: @autoclosure () -> Value) {
        if depth == 0 {
            value = found()
        } else if depth == 1, let current {
            fields[current] = found()
        }
        current = nil
    }

    mutating func null() { take(.null) }
    mutating func bool(_ value: Bool) { take(.bool(value)) }
    mutating func integer(_ value: Int64) { take(.integer(value)) }
    mutating func number(_ value: Double) { take(.number(value)) }
    mutating func string(_ utf8: UnsafeRawBufferPointer) { take(.string(String(decoding: utf8, as: UTF8.self))) }
    mutating func key(_ utf8: UnsafeRawBufferPointer) {
        guard depth == 1 else { return }
        current =
            names.first { $0.utf8.count == utf8.count && $0.utf8.elementsEqual(utf8) }
            ?? marks.first {
                $0.utf8.count == utf8.count && $0.utf8.elementsEqual(utf8.lazy.map(\.asciiLowercased))
            }
    }
    mutating func beginArray() {
        take(.array)
        depth += 1
    }
    mutating func endArray(count: Int) { depth -= 1 }
    mutating func beginObject() {
        take(.object)
        depth += 1
    }
    mutating func endObject(count: Int) { depth -= 1 }
}

extension TopLevelFields.Value {
    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let text): self = .string(text)
        case .array: self = .array
        case .object: self = .object
        }
    }

    /// The text of a name: a string that is not empty, or an integer. Generations differ in which of them an id is.
    var name: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// What it is, with its article, as messages use it.
    var words: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer, .number: "a number"
        case .string(let text): "\"\(OneLine.shortened(text, to: 60))\""
        case .array: "an array"
        case .object: "an object"
        }
    }
}
