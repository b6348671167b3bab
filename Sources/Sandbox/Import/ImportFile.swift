import JSON

/// The objects of an export, each with where it stands: a JSON text with arrays or pages of them, or one object a line.
public struct ImportFile: Sendable {
    /// One object.
    struct Item: Sendable {
        let object: JSONObject
        /// For messages: `line 31`.
        let place: String
        /// The name of the list that it stood in; nil where it stood in none.
        let list: String?
    }

    private(set) var items: [Item] = []

    /// Nothing yet.
    public init() {}

    /// Reads a text.
    ///
    /// - Parameter name: what messages call it before the line; nil where there is only one.
    /// - Throws: what is no JSON, or no object where one has to be.
    public mutating func read(_ text: [UInt8], named name: String? = nil) throws(ImportFault) {
        var bytes = text[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let place = { (line: Int) in (name.map { "\($0), " } ?? "") + "line \(line)" }
        if Self.isLines(bytes) { try readLines(bytes, place) } else { try readValue(bytes, place) }
    }

    /// Whether the first line is a whole object, and something comes after it.
    private static func isLines(_ text: ArraySlice<UInt8>) -> Bool {
        let begun = text.drop(while: isBlank)
        guard begun.first == JSONByteOf.brace else { return false }
        let line = begun.prefix { $0 != JSONByteOf.lineFeed }
        guard begun[line.endIndex...].contains(where: { !isBlank($0) }) else { return false }
        return (try? JSONValue(parsing: line)) != nil
    }

    private mutating func readLines(_ text: ArraySlice<UInt8>, _ place: (Int) -> String) throws(ImportFault) {
        for (offset, line) in text.split(separator: JSONByteOf.lineFeed, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { !Self.isBlank($0) }) {
            let value: JSONValue
            do throws(JSONError) { value = try JSONValue(parsing: line) } catch {
                throw ImportFault(place(offset + 1), "column \(error.column): \(error.kind)")
            }
            try add(value, in: nil, place(offset + 1)) { _ in [] }
        }
    }

    private mutating func readValue(_ text: ArraySlice<UInt8>, _ place: (Int) -> String) throws(ImportFault) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: text) } catch {
            throw ImportFault(place(error.line), "column \(error.column): \(error.kind)")
        }
        // The text is sound, so that its items can be told apart without reading them again.
        let lines = JSONItemLines(text)
        try add(value, in: nil, place(lines.first)) { path in lines.items(at: path).map(place) }
    }

    /// Takes an object, or those of an array, or those of the arrays in a page.
    ///
    /// - Parameter lines: the places of the items of the array in the field of this name; nil for the value itself.
    private mutating func add(
        _ value: JSONValue, in list: String?, _ place: String, _ lines: (String?) -> [String]
    ) throws(ImportFault) {
        switch value {
        case .array(let values):
            let places = lines(list)
            for (index, value) in values.enumerated() {
                let place = places.indices.contains(index) ? places[index] : place
                guard let object = value.objectValue else {
                    throw ImportFault(place, "expected an object, got \(value.typeWords)")
                }
                items.append(Item(object: object, place: place, list: list))
            }
        case .object(let object):
            let lists = object.filter { ImportKind.lists.contains($0.key) && $0.value.arrayValue != nil }
            guard !lists.isEmpty, !object.contains(where: { ImportKind.identities.contains($0.key) }) else {
                items.append(Item(object: object, place: place, list: nil))
                return
            }
            for (name, value) in lists { try add(value, in: name, place, lines) }
        default: throw ImportFault(place, "expected an object or an array of objects, got \(value.typeWords)")
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension JSONValue {
    fileprivate var typeWords: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Bytes that part a text into its items.
enum JSONByteOf {
    static let lineFeed = UInt8(ascii: "\n")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let brace = UInt8(ascii: "{")
    static let bracket = UInt8(ascii: "[")
    static let comma = UInt8(ascii: ",")
}
