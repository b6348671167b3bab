public import JSON

/// One thing that is wrong with the arguments of a call, with a body or with an answer.
public struct TypeProblem: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A required field is not there.
        case missing
        /// None of these fields is there, and one of them is needed.
        case noneGiven(of: [String])
        /// A value of another type; `got` says which, with its article: `an integer`.
        case wrongType(expected: ValueType, got: String)
        /// A string that may not be empty is.
        case emptyString
        /// A string of fewer characters than `minimum`.
        case tooShort(minimum: Int, got: Int)
        /// A number below the lowest allowed.
        case belowMinimum(JSONValue, got: String)
        /// A number above the largest allowed.
        case aboveMaximum(JSONValue, got: String)
        /// A string that is none of those allowed.
        case notInEnumeration(allowed: [String], got: String, nearest: String?)
        /// A name that nobody knows here; `nearest` is the known name that was likely meant.
        case unknownField(nearest: String?, known: [String])
        /// A text that is not formed as its rule says.
        case malformed(TextRule, got: String)
        /// A text that is kept for another use.
        case reserved(String)
        /// Fewer items than an array must have.
        case tooFewItems(minimum: Int, got: Int)
        /// More items than an array may have.
        case tooManyItems(maximum: Int, got: Int)
        /// The numbers in a field of an array's items do not come to what they must.
        case wrongSum(of: String, expected: Int64, got: Int64)
        /// Text that should be one JSON value and is not.
        case notJSON(JSONError)
    }

    /// Where it is; the place of a missing field is the one it should have.
    public let path: ValuePath
    /// What is wrong.
    public let kind: Kind

    /// A problem at a place.
    public init(_ path: ValuePath, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }
}

extension TypeProblem.Kind {
    /// Whether it breaks a limit or a list of values, and not the type: the service may know better than the documents.
    public var isAboutValue: Bool {
        switch self {
        case .belowMinimum, .aboveMaximum, .notInEnumeration, .malformed, .reserved, .tooFewItems, .tooManyItems,
            .wrongSum:
            true
        case .missing, .noneGiven, .wrongType, .emptyString, .tooShort, .unknownField, .notJSON: false
        }
    }
}
