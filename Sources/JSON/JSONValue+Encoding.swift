extension JSONValue {
    /// The text of the value, keys in their kept order, without spaces or with `indent` spaces for each level.
    ///
    /// A number that is not finite, which no parsed text holds, becomes `null`.
    public func encoded(indent: Int? = nil) -> [UInt8] {
        var writer = JSONWriter(indent: indent)
        do throws(JSONWriteError) {
            try writer.value(self)
        } catch {
            // Nothing is counted here: the system has no memory, which ends the process as it does everywhere.
            preconditionFailure("\(error)")
        }
        return writer.bytes
    }
}

extension JSONValue: CustomStringConvertible {
    /// The compact text.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}

extension JSONWriter {
    /// Writes a whole value. A number that is not finite becomes `null`.
    public mutating func value(_ value: JSONValue) throws(JSONWriteError) {
        switch value {
        case .null: try null()
        case .bool(let value): try bool(value)
        case .integer(let value): try integer(value)
        case .number(let value): if value.isFinite { try number(value) } else { try null() }
        case .string(let value): try string(value)
        case .array(let items):
            try beginArray()
            for item in items { try self.value(item) }
            try endArray()
        case .object(let object):
            try beginObject()
            for (key, value) in object {
                try self.key(key)
                try self.value(value)
            }
            try endObject()
        }
    }
}
