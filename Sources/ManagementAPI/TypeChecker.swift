public import JSON

/// Compares JSON values with declared types.
public struct TypeChecker: Sendable {
    /// Whether fields that a closed object type does not declare pass.
    public var allowsUnknownFields: Bool
    /// The number of problems after which it stops looking.
    public var problemLimit: Int

    /// A checker that is strict unless told otherwise.
    public init(allowsUnknownFields: Bool = false, problemLimit: Int = 20) {
        self.allowsUnknownFields = allowsUnknownFields
        self.problemLimit = problemLimit
    }

    /// What is wrong with `value`, in the order of its text and the declared fields; empty where it fits.
    public func problems(in value: JSONValue, against type: ValueType, at path: ValuePath = .root) -> [TypeProblem] {
        var check = TypeCheck(settings: self)
        check.check(value, type, path)
        return check.problems
    }

    /// What is wrong with the JSON of a successful answer.
    public func problems(in answer: JSONValue, against shape: ResultShape) -> [TypeProblem] {
        problems(in: answer, against: shape.type)
    }
}
