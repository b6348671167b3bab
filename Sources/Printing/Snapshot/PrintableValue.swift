/// A Lua value as a tree that can be laid out without Lua: taken once by raw access, within limits.
public enum PrintableValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// The exact bytes; filtered only when laid out.
    case string([UInt8])
    /// The beginning of a string that is longer than the limits allow, and how many bytes follow.
    case longString([UInt8], omitted: Int)
    /// A value that has a name rather than a literal: the `null` of the host, a function, a userdata. Already text.
    case symbol(String)
    case table(PrintableTable)
    /// A table that contains itself at this place.
    case cycle
    /// More than the limits allow.
    case cut

    static func text(_ string: String) -> PrintableValue { .string(Array(string.utf8)) }
}

/// A table as its array part and its other fields.
public struct PrintableTable: Sendable, Equatable {
    /// One field outside the array part.
    public struct Field: Sendable, Equatable {
        /// Any value but null.
        public var key: PrintableValue
        /// What stands there.
        public var value: PrintableValue

        /// A field.
        public init(key: PrintableValue, value: PrintableValue) {
            self.key = key
            self.value = value
        }
    }

    /// The values at 1, 2, 3, ... up to the first nil, as many as the limits allow.
    public var items: [PrintableValue]
    /// Sorted: integers, of which those from 1 on are items beyond a hole, then names, then the rest.
    public var fields: [Field]
    /// How many items and fields there are beyond those.
    public var omitted: Int
    /// The name of the kind of records that it is known to be.
    public var kind: String?

    /// A table.
    public init(items: [PrintableValue] = [], fields: [Field] = [], omitted: Int = 0, kind: String? = nil) {
        self.items = items
        self.fields = fields
        self.omitted = omitted
        self.kind = kind
    }

    /// The field with that name.
    public subscript(name: String) -> PrintableValue? {
        var place = 0
        return field(Array(name.utf8), near: &place)
    }

    /// The field with that name, which is looked for from `place` on and leaves its place there: records of one list have
    /// their fields at the same places.
    func field(_ name: [UInt8], near place: inout Int) -> PrintableValue? {
        for step in fields.indices {
            let index = (place + step) % fields.count
            guard case .string(let bytes) = fields[index].key, bytes == name else { continue }
            place = index
            return fields[index].value
        }
        return nil
    }

    /// Whether every key is a string and there is at least one.
    var isRecord: Bool {
        items.isEmpty && !fields.isEmpty && fields.allSatisfy { if case .string = $0.key { true } else { false } }
    }

    /// The kind that all rows are known to be of; nil where one is of another or of none.
    static func commonKind(of rows: [PrintableTable]) -> String? {
        guard let kind = rows.first?.kind, rows.allSatisfy({ $0.kind == kind }) else { return nil }
        return kind
    }

    /// How many items there are where each is `null` and there is nothing else: what a function without results leaves of
    /// many items. nil for few, which can be read.
    var nullCount: Int? {
        guard items.count > 3, fields.isEmpty, items.allSatisfy({ $0 == .symbol("null") }) else { return nil }
        return items.count + omitted
    }

    var isEmpty: Bool { items.isEmpty && fields.isEmpty && omitted == 0 }

    /// All items with their numbers, also those beyond a hole.
    var numbered: [(number: Int64, value: PrintableValue)] {
        let first = items.enumerated().map { (number: Int64($0 + 1), value: $1) }
        return first
            + fields.compactMap { field in
                if case .integer(let number) = field.key, number >= 1 { (number, field.value) } else { nil }
            }
    }

    /// The fields that are no items.
    var beside: [Field] {
        fields.filter { field in
            if case .integer(let number) = field.key { number < 1 } else { true }
        }
    }
}

extension PrintableValue {
    var isScalar: Bool {
        if case .table(let table) = self { return table.isEmpty }
        return true
    }

    var isRecord: Bool {
        if case .table(let table) = self { return table.isRecord }
        return false
    }

    /// A string of digits.
    var isDigits: Bool {
        guard case .string(let bytes) = self else { return false }
        return !bytes.isEmpty && bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
