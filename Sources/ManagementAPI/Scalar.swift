import JSON

/// A value that is no array and no object, as the rules of a type see it, whether it comes from JSON or from Lua.
///
/// Text is lent, for as long as it is looked at: a text of many megabytes is checked without a copy of it.
public enum Scalar {
    /// Null, or Lua's `null`.
    case null
    /// `true` or `false`.
    case boolean
    /// A number with an exact integer value.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// The bytes of a text.
    case text(UnsafeRawBufferPointer)
    /// Something else: an array, a table, a function.
    case other
}

extension ValueType {
    /// What is wrong with a scalar by this type; nil where it fits, and where the type says nothing about scalars.
    ///
    /// The bounds of numbers, the lengths of texts and the lists of values are checked here and nowhere else.
    /// - Parameter got: what came, with its article, as messages about wrong types say it.
    public func problem(with scalar: Scalar, got: @autoclosure () -> String) -> TypeProblem.Kind? {
        switch (self, scalar) {
        case (.any, _), (.boolean, .boolean), (.nullable, .null): nil
        case (.nullable(let inner), _): inner.problem(with: scalar, got: got())
        case (.integer(let minimum, let maximum), .integer(let value)):
            if let minimum, value < minimum {
                .belowMinimum(.integer(minimum), got: "\(value)")
            } else if let maximum, value > maximum {
                .aboveMaximum(.integer(maximum), got: "\(value)")
            } else {
                nil
            }
        case (.number(let minimum, let maximum), .integer(let value)):
            Self.problem(with: Double(value), minimum, maximum)
        case (.number(let minimum, let maximum), .number(let value)): Self.problem(with: value, minimum, maximum)
        case (.identifier, .integer), (.cursor, .integer): nil
        case (_, .text(let bytes)): problem(withText: bytes) ?? (takesText ? nil : wrongType(got()))
        default: wrongType(got())
        }
    }

    /// Whether its values are scalars, and never null.
    public var isScalar: Bool {
        switch self {
        case .boolean, .integer, .number, .string, .text, .jsonText, .enumeration, .identifier, .cursor: true
        case .array, .map, .object, .nullable, .any: false
        }
    }

    /// Whether a number of this type may have a fraction; one that may not is written without.
    public var takesFractions: Bool {
        if case .number = self { true } else { false }
    }

    /// Whether it takes text of some kind.
    public var takesText: Bool {
        switch self {
        case .string, .text, .jsonText, .enumeration, .identifier, .cursor: true
        default: false
        }
    }

    private func wrongType(_ got: String) -> TypeProblem.Kind { .wrongType(expected: self, got: got) }

    private static func problem(with value: Double, _ minimum: Double?, _ maximum: Double?) -> TypeProblem.Kind? {
        if let minimum, value < minimum { return .belowMinimum(.number(minimum), got: plain(value)) }
        if let maximum, value > maximum { return .aboveMaximum(.number(maximum), got: plain(value)) }
        return nil
    }

    private func problem(withText bytes: UnsafeRawBufferPointer) -> TypeProblem.Kind? {
        switch self {
        case .string(let minimum):
            guard bytes.count < minimum * 4 else { return nil }
            let count = Self.characters(in: bytes)
            guard count < minimum else { return nil }
            return count == 0 ? .emptyString : .tooShort(minimum: minimum, got: count)
        case .text(let rule):
            if bytes.isEmpty { return .emptyString }
            if rule.basis == .documented, !rule.accepts(bytes) { return .malformed(rule, got: text(bytes)) }
            if rule.reserved.contains(where: { bytes.elementsEqual($0.utf8) }) { return .reserved(text(bytes)) }
            return nil
        case .identifier, .cursor: return bytes.isEmpty ? .emptyString : nil
        case .enumeration(let allowed):
            guard !allowed.contains(where: { bytes.elementsEqual($0.utf8) }) else { return nil }
            let text = text(bytes)
            return .notInEnumeration(allowed: allowed, got: text, nearest: Spelling.nearest(to: text, among: allowed))
        case .jsonText:
            do throws(JSONError) { try JSONReader.check(bytes) } catch { return .notJSON(error) }
            return nil
        default: return nil
        }
    }

    /// What is doubtful about a scalar that fits: it breaks a rule that is only seen elsewhere, and is sent all the same.
    public func doubt(about scalar: Scalar) -> TypeProblem.Kind? {
        guard case .text(let bytes) = scalar, case .text(let rule) = self, rule.basis == .seen, !rule.accepts(bytes)
        else {
            return nil
        }
        return .malformed(rule, got: text(bytes))
    }

    /// A text for a message: so much of it that one sees which is meant.
    private func text(_ bytes: UnsafeRawBufferPointer) -> String {
        bytes.count <= 200
            ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(200), as: UTF8.self) + "…"
    }

    /// How many characters of Unicode a text of UTF-8 has: every byte but those that continue one begins one.
    private static func characters(in bytes: UnsafeRawBufferPointer) -> Int {
        bytes.count { $0 & 0xC0 != 0x80 }
    }
}
