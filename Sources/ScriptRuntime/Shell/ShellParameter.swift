public import ManagementAPI

/// One argument of a function of the shell's own, or one field of the table that comes last.
public struct ShellParameter: Sendable {
    /// What is taken.
    public enum Kind: Sendable {
        /// A value of a type of the catalogue; arrays, maps and objects are taken as any table.
        case value(ValueType)
        /// A function.
        case function
        /// A table with items, or what a `for` loop takes.
        case items
        /// The name of a field, or a function.
        case fieldOrFunction
    }

    /// What a text stands for, where the type does not say it.
    public enum Meaning: Sendable {
        /// The name of a profile of config.toml.
        case profile
        /// The path of a call of the API.
        case path
    }

    /// Its name in messages and signatures; a field's name.
    public let name: String
    /// What is taken.
    public let kind: Kind
    /// Whether it must be given.
    public let isRequired: Bool
    /// What holds where it is left out, as Lua; nil where nothing does.
    public let standard: String?
    /// What a text stands for; nil where the type says all there is.
    public let meaning: Meaning?
    /// Texts that are usual; others are taken too.
    public let usual: [String]
    /// What it is, for people.
    public let help: String

    init(
        _ name: String, _ kind: Kind, required: Bool = false, standard: String? = nil, means meaning: Meaning? = nil,
        usual: [String] = [], help: String
    ) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.standard = standard
        self.meaning = meaning
        self.usual = usual
        self.help = help
    }

    /// As a field of an object, for those who complete and explain.
    public var field: Field {
        Field(name, type, required: isRequired, default: standard, help: help)
    }

    private var type: ValueType {
        guard usual.isEmpty else { return .enumeration(usual) }
        return if case .value(let type) = kind { type } else { .any }
    }
}
