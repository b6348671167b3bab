import JSON

/// One run of a ``TypeChecker``.
struct TypeCheck {
    let settings: TypeChecker
    private(set) var problems: [TypeProblem] = []

    init(settings: TypeChecker) { self.settings = settings }

    private mutating func report(_ path: ValuePath, _ kind: TypeProblem.Kind) {
        if problems.count < settings.problemLimit { problems.append(TypeProblem(path, kind)) }
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
        case .boolean, .integer, .number, .string, .text, .jsonText, .enumeration, .identifier, .cursor:
            if let kind = Self.problem(with: value, type) { report(path, kind) }
        case .array(let item, let rule):
            guard let items = value.arrayValue else {
                // A lone item is told from any other value by being what items are; its own problems are the item's.
                if rule.acceptsSingle, Self.isAlike(value, item) { return check(value, item, path) }
                return mismatch(value, type, path)
            }
            for (index, value) in items.enumerated() { check(value, item, path.item(index)) }
            if rule.basis == .documented, let kind = rule.problem(withCount: items.count) { report(path, kind) }
            if let field = rule.sum?.field, let kind = rule.problem(withTotal: Self.total(of: field, in: items)) {
                report(path, kind)
            }
        case .map(let inner):
            guard let object = value.objectValue else { return mismatch(value, type, path) }
            for (key, value) in object { check(value, inner, path.field(key)) }
        case .object(let declared):
            guard let object = value.objectValue else { return mismatch(value, type, path) }
            checkFields(of: object, declared, path)
        }
    }

    private static func total(of field: String, in items: [JSONValue]) -> Int64 {
        items.reduce(0) { $0 &+ ($1[field]?.integerValue ?? 0) }
    }

    private static func problem(with value: JSONValue, _ type: ValueType) -> TypeProblem.Kind? {
        value.withScalar { type.problem(with: $0, got: value.typeWithArticle) }
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

    /// Whether a value is what a type wants, though it may not be a good one.
    private static func isAlike(_ value: JSONValue, _ type: ValueType) -> Bool {
        switch type {
        case .object, .map: value.objectValue != nil
        case .array, .nullable, .any: false
        default: if case .wrongType? = problem(with: value, type) { false } else { true }
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
    /// What the rules of types see of it.
    fileprivate func withScalar<Result>(_ body: (Scalar) -> Result) -> Result {
        switch self {
        case .null: return body(.null)
        case .bool: return body(.boolean)
        case .integer(let value): return body(.integer(value))
        case .number(let value): return body(integerValue.map(Scalar.integer) ?? .number(value))
        case .string(var text): return text.withUTF8 { body(.text(UnsafeRawBufferPointer($0))) }
        case .array, .object: return body(.other)
        }
    }
}
