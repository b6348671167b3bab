public import JSON
public import ManagementAPI

/// Whether two values say the same, by what the catalogue says of them: what has no order is compared without one, numbers by
/// what they are worth, and what is left out by what it then is.
public enum Canonical {
    /// Whether both say the same. Nil and null are nothing.
    ///
    /// - Parameter field: what holds them; nil where nobody knows.
    public static func areEqual(_ left: JSONValue?, _ right: JSONValue?, _ field: Field? = nil) -> Bool {
        guard let field else { return areEqual(left ?? .null, right ?? .null, .any) }
        return areEqual(left ?? initial(of: field) ?? .null, right ?? initial(of: field) ?? .null, field.type)
    }

    private static func initial(of field: Field) -> JSONValue? {
        switch (field.initial, field.type) {
        case (.value(let value)?, _): value
        case (_, .array): []
        default: nil
        }
    }

    static func areEqual(_ left: JSONValue, _ right: JSONValue, _ type: ValueType) -> Bool {
        switch (left, right, type) {
        case (_, _, .nullable(let inner)): areEqual(left, right, inner)
        case (.array(let left), .array(let right), .array(let item, _)): areEqual(left, right, of: item)
        case (.object(let left), .object(let right), .object(let type)): areEqual(left, right, type)
        case (.string(let left), .string(let right), .text(let rule)) where rule.form == .date:
            left == right || day(left) != nil && day(left) == day(right)
        case (_, _, .identifier) where left.nameText != nil: left.nameText == right.nameText
        case (.string(let left), .string(let right), .jsonText):
            left == right
                || parsed(left).map { value in parsed(right).map { areEqual(value, $0, .any) } ?? false } ?? false
        default: areEqual(left, right)
        }
    }

    /// Values whose type nobody knows. Lists keep their order.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.integer, .number), (.number, .integer): left.numberValue == right.numberValue
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            Set(left.keys + right.keys).allSatisfy { areEqual(left[$0] ?? .null, right[$0] ?? .null) }
        default: left == right
        }
    }

    /// Lists of texts and numbers have no order; lists of objects have one.
    private static func areEqual(_ left: [JSONValue], _ right: [JSONValue], of item: ValueType) -> Bool {
        guard item.nestedObject == nil else {
            return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1, item) }
        }
        return left.allSatisfy { one in right.contains { areEqual(one, $0, item) } }
            && right.allSatisfy { one in left.contains { areEqual(one, $0, item) } }
    }

    private static func areEqual(_ left: JSONObject, _ right: JSONObject, _ type: ObjectType) -> Bool {
        Set(left.keys + right.keys).allSatisfy { areEqual(left[$0], right[$0], type.field($0)) }
    }

    private static func day(_ text: String) -> Int64? {
        DateText(text.utf8).map { $0.millisecondsSince1970 / 86_400_000 }
    }

    private static func parsed(_ text: String) -> JSONValue? { try? JSONValue(parsing: Array(text.utf8)) }
}
