import JSON

/// One run of a ``TypeChecker``.
struct TypeCheck {
    let settings: TypeChecker
    private(set) var problems: [Problem] = []

    init(settings: TypeChecker) { self.settings = settings }

    private mutating func report(_ path: ValuePath, _ kind: Problem.Kind) {
        if problems.count < settings.problemLimit { problems.append(Problem(path, kind)) }
    }

    private mutating func mismatch(_ value: JSONValue, _ type: ValueType, _ path: ValuePath) {
        report(path, .wrongType(expected: type, got: value.typeWithArticle))
    }

    /// Reports what is wrong with `value` at `path`.
    mutating func check(_ value: JSONValue, _ type: ValueType, _ path: ValuePath) {
        guard problems.count < settings.problemLimit else { return }
        switch type {
        case .any: break
        case .nullable(let inner): if value != .null { check(value, inner, path) }
        case .boolean: if value.boolValue == nil { mismatch(value, type, path) }
        case .string, .jsonText, .enumeration, .identifier, .cursor: checkText(value, type, path)
        case .integer(let minimum, let maximum):
            guard let number = value.integerValue else { return mismatch(value, type, path) }
            if let minimum, number < minimum { report(path, .belowMinimum(.integer(minimum), got: "\(number)")) }
            if let maximum, number > maximum { report(path, .aboveMaximum(.integer(maximum), got: "\(number)")) }
        case .number(let minimum, let maximum):
            guard let number = value.numberValue else { return mismatch(value, type, path) }
            if let minimum, number < minimum { report(path, .belowMinimum(.number(minimum), got: "\(value)")) }
            if let maximum, number > maximum { report(path, .aboveMaximum(.number(maximum), got: "\(value)")) }
        case .array(let item, let acceptsSingle):
            guard let items = value.arrayValue else {
                // A lone item is told from any other value by being what items are; its own problems are the item's.
                if acceptsSingle, Self.isAlike(value, item) { return check(value, item, path) }
                return mismatch(value, type, path)
            }
            for (index, value) in items.enumerated() { check(value, item, path.item(index)) }
        case .map(let inner):
            guard let object = value.objectValue else { return mismatch(value, type, path) }
            for (key, value) in object { check(value, inner, path.field(key)) }
        case .object(let declared):
            guard let object = value.objectValue else { return mismatch(value, type, path) }
            checkFields(of: object, declared, path)
        }
    }

    private mutating func checkText(_ value: JSONValue, _ type: ValueType, _ path: ValuePath) {
        switch type {
        case .identifier, .cursor: if value.integerValue != nil { return }
        default: break
        }
        guard let text = value.stringValue else { return mismatch(value, type, path) }
        switch type {
        case .string(let minimum):
            guard minimum > 0 else { return }
            if text.isEmpty { return report(path, .emptyString) }
            let count = text.unicodeScalars.count
            if count < minimum { report(path, .tooShort(minimum: minimum, got: count)) }
        case .identifier, .cursor:
            if text.isEmpty { report(path, .emptyString) }
        case .enumeration(let allowed):
            guard !allowed.contains(text) else { return }
            report(
                path,
                .notInEnumeration(allowed: allowed, got: text, nearest: Spelling.nearest(to: text, among: allowed)))
        case .jsonText:
            do throws(JSONError) { _ = try JSONValue(parsing: text.utf8) } catch { report(path, .notJSON(error)) }
        default: break
        }
    }

    private mutating func checkFields(of object: JSONObject, _ declared: ObjectType, _ path: ValuePath) {
        for field in declared.fields {
            if let value = object[field.name] {
                check(value, field.type, path.field(field.name))
            } else if field.isRequired {
                report(path.field(field.name), .missing)
            }
        }
        if !declared.requiresAnyOf.isEmpty, declared.requiresAnyOf.allSatisfy({ object[$0] == nil }) {
            report(path, .noneGiven(of: declared.requiresAnyOf))
        }
        guard !declared.isOpen, !settings.allowsUnknownFields else { return }
        let known = declared.fields.map(\.name)
        for (name, _) in object where declared.field(name) == nil {
            report(path.field(name), .unknownField(nearest: Spelling.nearest(to: name, among: known), known: known))
        }
    }

    private static func isAlike(_ value: JSONValue, _ type: ValueType) -> Bool {
        switch type {
        case .object, .map: value.objectValue != nil
        case .string, .jsonText, .enumeration: value.stringValue != nil
        case .identifier, .cursor: value.stringValue != nil || value.integerValue != nil
        case .integer: value.integerValue != nil
        case .number: value.numberValue != nil
        case .boolean: value.boolValue != nil
        case .array, .nullable, .any: false
        }
    }
}

extension JSONValue {
    /// The name of the value's type with its article, as messages use it: `an integer`.
    var typeWithArticle: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "the number \(self)"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
