/// One global of the shell that is no resource, declared once: its help, its signature, the checks of its arguments, its
/// completion and its page are derived from this.
public struct ShellFunction: Sendable {
    /// What stands behind the name.
    public enum Form: Sendable, Equatable {
        /// A function.
        case function
        /// A value or a table of them.
        case value
    }

    /// The name, with a point where it is a field of a table: `json.encode`.
    public let name: String
    /// What stands behind the name.
    public let form: Form
    /// The arguments in their order.
    public let parameters: [ShellParameter]
    /// The fields of the table after them.
    public let options: [ShellParameter]
    /// How many of the options, from the first on, exclude each other: exactly one of them is given. 0 where none do.
    public let alternatives: Int
    /// Whether names in the table that no option has are left alone: the last value of a call in the arguments may be any
    /// table, as in `json.encode(request("GET", path))`.
    public let allowsOtherTables: Bool
    /// Whether code that one does not trust has it.
    public let isForAnyCode: Bool
    /// What it does, in a line or a few.
    public let text: String
    /// A line or two of Lua.
    public let example: String

    init(
        _ name: String, _ form: Form = .function, _ parameters: [ShellParameter] = [], options: [ShellParameter] = [],
        alternatives: Int = 0, allowsOtherTables: Bool = false, isForAnyCode: Bool = true, text: String,
        example: String
    ) {
        self.name = name
        self.form = form
        self.parameters = parameters
        self.options = options
        self.alternatives = alternatives
        self.allowsOtherTables = allowsOtherTables
        self.isForAnyCode = isForAnyCode
        self.text = text
        self.example = example
    }

    /// The global that leads to it: `json` of `json.encode`.
    public var global: String { String(name.prefix { $0 != "." }) }

    /// How it is called: `parallel(items, fn, {concurrency = 8})`.
    public var signature: String {
        guard form == .function else { return name }
        let fields = options.map { option in
            option.standard.map { "\(option.name) = \($0)" } ?? "\(option.name) ="
        }
        let choice = fields.prefix(alternatives).joined(separator: " | ")
        let listed = ([choice].filter { !$0.isEmpty } + fields.dropFirst(alternatives)).joined(separator: ", ")
        let table = listed.isEmpty ? [] : ["{\(listed)}"]
        if parameters.isEmpty, let table = table.first { return name + table }
        return "\(name)(\((parameters.map(\.name) + table).joined(separator: ", ")))"
    }

    /// As `help` prints it.
    public var page: String { "\(signature)\n\n\(text)\n\nExample:\n  \(example)\n" }

    /// The function of that name.
    public static func named(_ name: String) -> ShellFunction? { all.first { $0.name == name } }
}
