/// How an answer with a good status says that something failed all the same: fields of its outermost object.
public struct FailureMarks: Sendable, Hashable {
    /// What a field may hold.
    public enum Value: Sendable, Hashable {
        /// Not there, or null.
        case absent
        /// `true` or `false`.
        case boolean(Bool)
        /// A text.
        case text(String)
        /// Anything else.
        case other
    }

    /// Fields that say it by being there; null is as good as absent.
    public let fields: [String]
    /// Fields that say it by being false.
    public let falseFields: [String]
    /// The field that says it by one of ``failedStates``.
    public let stateField: String
    /// The words of ``stateField`` that say it.
    public let failedStates: [String]

    /// Those of the Management API, and of what stands before it.
    public static let usual = FailureMarks(
        fields: ["error", "errors"], falseFields: ["success", "ok"], stateField: "status",
        failedStates: ["error", "failed", "failure", "fail"])

    /// All names that are looked at, in lower case.
    public let names: [String]

    init(fields: [String], falseFields: [String], stateField: String, failedStates: [String]) {
        self.fields = fields
        self.falseFields = falseFields
        self.stateField = stateField
        self.failedStates = failedStates
        names = fields + falseFields + [stateField]
    }

    /// Whether a field of this name, in any letter case, and of this value says that something failed.
    public func failed(_ name: String, _ value: Value) -> Bool {
        let name = name.lowercased()
        switch value {
        case .absent: return false
        case .boolean(false) where falseFields.contains(name): return true
        case .text(let text) where name == stateField: return failedStates.contains(text.lowercased())
        default: return fields.contains(name)
        }
    }
}
