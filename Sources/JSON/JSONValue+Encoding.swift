extension JSONValue {
    /// The text of the value, keys in their kept order, without spaces or with `indent` spaces for each level.
    ///
    /// A number that is not finite, which no parsed text holds, becomes `null`.
    public func encoded(indent: Int? = nil) -> [UInt8] {
        var writer = JSONWriter(indent: indent)
        writer.value(self)
        return writer.bytes
    }
}

extension JSONValue: CustomStringConvertible {
    /// The compact text.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}

extension JSONWriter {
    /// Writes a whole value. A number that is not finite becomes `null`.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value):
            do throws(JSONWriteError) { try number(value) } catch { null() }
        case .string(let value): string(value)
        case .array(let items):
            beginArray()
            for item in items { self.value(item) }
            endArray()
        case .object(let object):
            beginObject()
            for (key, value) in object {
                self.key(key)
                self.value(value)
            }
            endObject()
        }
    }
}
