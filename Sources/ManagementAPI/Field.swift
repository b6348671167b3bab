/// One field of an object.
public struct Field: Sendable, Hashable {
    /// Its name, as the API writes it.
    public let name: String
    /// What values it takes.
    public let type: ValueType
    /// Whether it must be there.
    public let isRequired: Bool
    /// What holds where it is left out, as Lua or in words; nil where nothing is known or it is required.
    public let defaultText: String?
    /// What it holds on what was just made, where the request did not say; nil where nobody knows.
    public let initial: InitialValue?
    /// What the service keeps in it of its own; nil where it holds what requests say.
    public let keeps: ServiceValue?
    /// How the objects that it names depend on this one; nil where they do not.
    public let binding: Binding?
    /// What its values stand for; nil where the type says all there is.
    public let meaning: FieldMeaning?
    /// How single values strike a reader, by their text; others are plain.
    public let tones: [String: Tone]
    /// What it is, for people.
    public let help: String
    /// Where documents and service disagree, or nobody says.
    public let quirks: [String]

    /// Declares a field.
    public init(
        _ name: String, _ type: ValueType, required: Bool = false, default defaultText: String? = nil,
        initially initial: InitialValue? = nil, keeps: ServiceValue? = nil, means meaning: FieldMeaning? = nil,
        binds binding: Binding? = nil, tones: [String: Tone] = [:], help: String, quirks: [String] = []
    ) {
        self.name = name
        self.type = type
        self.isRequired = required
        self.defaultText = defaultText
        self.initial = initial
        self.keeps = keeps
        self.binding = binding
        self.meaning = meaning
        self.tones = tones
        self.help = help
        self.quirks = quirks
    }
}
