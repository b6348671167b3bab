extension JSONValue {
    /// Bytes that the tree of a text of `count` bytes needs at most: its smallest parts, such as `1,`, are the dearest.
    public static func memory(parsing count: Int) -> Int {
        let (bytes, overflows) = count.multipliedReportingOverflow(by: 2 * MemoryLayout<JSONValue>.stride)
        return overflows ? .max : bytes
    }

    /// The deepest nesting that a value in memory may have: freeing it recurses.
    static let deepest = 2000

    /// The value of a JSON text (RFC 8259, strictly; UTF-8).
    ///
    /// `depthLimit` counts nested arrays and objects; more than 2,000 is taken as 2,000.
    public init(
        parsing text: some Collection<UInt8>, depthLimit: Int = 1000, surrogates: JSONSurrogates = .refused
    ) throws(JSONError) {
        let limit = min(depthLimit, Self.deepest)
        let result = text.withContiguousStorageIfAvailable {
            Self.parse(UnsafeRawBufferPointer($0), limit, surrogates)
        }
        self = try (result ?? Array(text).withUnsafeBytes { Self.parse($0, limit, surrogates) }).get()
    }

    private static func parse(
        _ text: UnsafeRawBufferPointer, _ depthLimit: Int, _ surrogates: JSONSurrogates
    ) -> Result<JSONValue, JSONError> {
        var builder = JSONValueBuilder()
        do throws(JSONReadError<Never>) {
            _ = try JSONReader.read(text, depthLimit: depthLimit, surrogates: surrogates, into: &builder)
            return .success(builder.value)
        } catch {
            switch error {
            case .text(let error): return .failure(error)
            }
        }
    }
}

/// Builds a ``JSONValue`` from the events of its text.
private struct JSONValueBuilder: JSONVisitor {
    typealias Failure = Never

    /// Complete values of the containers that are still open.
    private var values: [JSONValue] = []
    /// Keys of the objects that are still open.
    private var keys: [String] = []

    /// The whole value, once the text is read.
    var value: JSONValue { values.last ?? .null }

    mutating func null() { values.append(.null) }
    mutating func bool(_ value: Bool) { values.append(.bool(value)) }
    mutating func integer(_ value: Int64) { values.append(.integer(value)) }
    mutating func number(_ value: Double) { values.append(.number(value)) }
    mutating func string(_ utf8: UnsafeRawBufferPointer) {
        values.append(.string(String(decoding: utf8, as: UTF8.self)))
    }
    mutating func key(_ utf8: UnsafeRawBufferPointer) { keys.append(String(decoding: utf8, as: UTF8.self)) }
    mutating func beginArray() {}

    mutating func endArray(count: Int) {
        let items = Array(values.suffix(count))
        values.removeLast(count)
        values.append(.array(items))
    }

    mutating func beginObject() {}

    mutating func endObject(count: Int) {
        var object = JSONObject()
        object.reserveCapacity(count)
        for (key, value) in zip(keys.suffix(count), values.suffix(count)) { object[key] = value }
        keys.removeLast(count)
        values.removeLast(count)
        values.append(.object(object))
    }
}
