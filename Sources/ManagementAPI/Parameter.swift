/// One parameter of an endpoint.
public struct Parameter: Sendable, Hashable {
    /// Where it goes in the request.
    public enum Location: String, Sendable, Hashable {
        /// Into the path, as one segment.
        case path
        /// Into the query.
        case query
        /// Into the JSON body, as a field.
        case body
    }

    /// Its name, as the API writes it.
    public let name: String
    /// Where it goes in the request.
    public let location: Location
    /// How the Lua function takes it.
    public let position: ArgumentPosition
    /// What values it takes.
    public let type: ValueType
    /// Whether it must be given.
    public let isRequired: Bool
    /// Whether the service makes a value where none is given; it is required here all the same.
    public let isMadeByService: Bool
    /// What holds where it is left out, as Lua or in words; nil where nothing is known or it is required.
    public let defaultText: String?
    /// What its values stand for; nil where the type says all there is.
    public let meaning: FieldMeaning?
    /// The field that is taken where the function is given a table in its place: an object stands for what names it.
    public let tableField: String?
    /// What it is, for people.
    public let help: String
    /// Where documents and service disagree, or nobody says.
    public let quirks: [String]

    /// Declares a parameter.
    public init(
        _ name: String, in location: Location, _ position: ArgumentPosition, _ type: ValueType, required: Bool = false,
        default defaultText: String? = nil, means meaning: FieldMeaning? = nil,
        orFieldOfTable tableField: String? = nil, madeByService: Bool = false,
        help: String, quirks: [String] = []
    ) {
        self.name = name
        self.location = location
        self.position = position
        self.type = type
        self.isRequired = required
        self.isMadeByService = madeByService
        self.defaultText = defaultText
        self.meaning = meaning
        self.tableField = tableField
        self.help = help
        self.quirks = quirks
    }

    /// A field of an object as a parameter.
    init(_ field: Field, in location: Location, _ position: ArgumentPosition) {
        self.init(
            field.name, in: location, position, field.type, required: field.isRequired, default: field.defaultText,
            means: field.meaning, help: field.help, quirks: field.quirks)
    }

    /// The parameter as a field of an object, for what both have in common.
    public var field: Field {
        Field(
            name, type, required: isRequired, default: defaultText, means: meaning, help: help, quirks: quirks)
    }
}
