/// What an answer must be to be a success: data, which the client's one judge of answers reads.
///
/// A class, since each answer is held against one.
public final class SuccessRule: Sendable {
    /// The statuses that say it was done. 202 says that it was not done yet, 206 that a part of the answer is missing.
    public let statuses: [Int]
    /// Whole bodies that are no JSON; the empty text is an empty body. White space around them does not count.
    public let texts: [String]
    /// Strings that the whole body may be as JSON.
    public let strings: [String]
    /// Whether `true` and `null` are enough.
    public let takesTrueAndNull: Bool
    /// Whether the body may be an object, of which ``required`` and ``marks`` say more.
    public let takesObject: Bool
    /// Fields that an object must have: each a string that is not empty, or an integer.
    public let required: [String]
    /// How an object says that it was not done.
    public let marks: FailureMarks

    init(
        statuses: [Int], texts: [String] = [], strings: [String] = [], takesTrueAndNull: Bool = false,
        takesObject: Bool = true, required: [String] = [], marks: FailureMarks = .usual
    ) {
        self.statuses = statuses
        self.texts = texts
        self.strings = strings
        self.takesTrueAndNull = takesTrueAndNull
        self.takesObject = takesObject
        self.required = required
        self.marks = marks
    }

    /// The statuses with which a request that no catalogue knows has been answered; what the body says of success is for
    /// its caller to judge.
    public static let uncataloguedStatuses = [200, 201, 203, 204, 205]
}

extension ResultShape {
    /// What an answer of this shape must be.
    public var success: SuccessRule {
        switch self {
        case .acknowledgement: Self.acknowledgementSuccess
        case .object(let type): type.success
        case .page, .array: Self.pageSuccess
        }
    }

    private static let acknowledgementSuccess = SuccessRule(
        statuses: [200, 201, 204], texts: [""] + acknowledgementTexts, strings: acknowledgementTexts,
        takesTrueAndNull: true)
    private static let pageSuccess = SuccessRule(statuses: [200, 201])
}
