/// What a successful answer holds.
public enum ResultShape: Sendable, Hashable {
    /// An object that holds an array of `items` under `wrapper`, and `nextCursor` where more follows.
    case page(items: ObjectType, wrapper: String)
    /// One object.
    case object(ObjectType)
    /// That it was done: nothing, one of ``acknowledgementTexts``, `true`, `null`, or an object that says no failure.
    case acknowledgement

    /// The texts that acknowledge an action, as they are or as JSON strings.
    public static let acknowledgementTexts = ["OK", "ok"]

    /// The field of a page that names the next one.
    public static let cursorField = "nextCursor"

    /// The type of the answer's JSON.
    public var type: ValueType {
        switch self {
        case .page(let items, let wrapper): .object(Self.page(of: items, wrapper: wrapper))
        case .object(let type): .object(type)
        case .acknowledgement: .any
        }
    }

    private static func page(of items: ObjectType, wrapper: String) -> ObjectType {
        ObjectType(
            items.name + "List", isOpen: true, help: "One page of a list.",
            fields: [
                Field(wrapper, .array(of: .object(items)), required: true, help: "The items of this page."),
                Field(
                    cursorField, .nullable(.any), default: "no more pages",
                    help: "What to pass as cursor for the next page; absent, null or empty on the last one."),
            ])
    }
}
