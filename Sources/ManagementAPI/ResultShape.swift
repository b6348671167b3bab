/// What a successful answer holds.
public enum ResultShape: Sendable, Hashable {
    /// An object that holds an array of `items`, and a cursor where more follows.
    case page(items: ObjectType, Paging)
    /// One object.
    case object(ObjectType)
    /// All items of a list at once, as a bare array.
    case array(of: ValueType)
    /// That it was done: nothing, one of ``acknowledgementTexts``, `true`, `null`, or an object that says no failure.
    case acknowledgement

    /// The texts that acknowledge an action, as they are or as JSON strings.
    public static let acknowledgementTexts = ["OK", "ok"]

    /// The type of the answer's JSON.
    public var type: ValueType {
        switch self {
        case .page(let items, let paging): .object(Self.page(of: items, paging))
        case .object(let type): .object(type)
        case .array(let items): .array(of: items)
        case .acknowledgement: .any
        }
    }

    /// The type of the objects that it holds; nil for an acknowledgement.
    public var objectType: ObjectType? {
        switch self {
        case .page(let items, _): items
        case .object(let type): type
        case .array(let items): items.nestedObject
        case .acknowledgement: nil
        }
    }

    private static func page(of items: ObjectType, _ paging: Paging) -> ObjectType {
        ObjectType(
            items.name + "List", isOpen: true, help: "One page of a list.",
            fields: [
                Field(paging.wrapper, .array(of: .object(items)), required: true, help: "The items of this page."),
                Field(
                    paging.nextCursor, .nullable(.any), default: "no more pages",
                    help: "What to pass as cursor for the next page; absent, null or empty on the last one."),
            ])
    }
}
