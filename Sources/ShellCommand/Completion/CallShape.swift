import ManagementAPI
import ScriptRuntime

/// What a function of the host takes, as completion and signatures see it.
struct CallShape: Equatable {
    /// The name that `help` takes.
    let name: String
    /// In the order of the arguments.
    let positional: [Field]
    /// The table after them.
    var named: ObjectType?
    /// The table after that.
    var options: ObjectType?

    /// The last argument of every endpoint.
    private static let endpointOptions = ObjectType(
        "options", help: "How the arguments are checked.",
        fields: [
            Field(
                "allow_unknown", .boolean, default: "false",
                help: "Sends names that the catalogue does not know as well.")
        ])

    /// The shape of the function of that name; nil where nobody knows it.
    init?(_ name: String, _ generation: Generation, in catalogue: Catalogue = .all) {
        if let endpoint = catalogue.endpoint(id: name, generation: generation) {
            self.init(endpoint, name: name)
            return
        }
        for suffix in [".each", ".all"] where name.hasSuffix(suffix) {
            let resource = catalogue.resources(of: generation).first { $0.name == name.dropLast(suffix.count) }
            guard let list = resource?.pagedList else { continue }
            self.init(list.endpoint, name: name)
            return
        }
        guard let shape = Self.shell.first(where: { $0.name == name }) else { return nil }
        self = shape
    }

    private init(_ endpoint: Endpoint, name: String) {
        self.name = name
        positional = endpoint.parameters(by: .positional).map(\.field)
        let fields = endpoint.parameters(by: .named).map(\.field)
        named = fields.isEmpty ? nil : ObjectType(name, help: endpoint.summary, fields: fields)
        options = Self.endpointOptions
    }

    private init(_ name: String, _ positional: [Field] = [], named: [Field] = []) {
        self.name = name
        self.positional = positional
        self.named = named.isEmpty ? nil : ObjectType(name, help: "", fields: named)
    }

    /// The type of the argument at a place from 0 on, as a field; nil beyond the last.
    func argument(_ position: Int) -> Field? {
        if position < positional.count { return positional[position] }
        let tables = [named, options].compactMap { $0 }
        let place = position - positional.count
        guard place < tables.count else { return nil }
        return Field(tables[place].name, .object(tables[place]), help: tables[place].help)
    }

    /// The shell's own functions.
    static let shell: [CallShape] = [
        CallShape(
            "parallel",
            [
                Field("items", .any, required: true, help: "An array or an iterator such as experiments.each{}."),
                Field("fn", .any, required: true, help: "Called with each item."),
            ],
            named: [
                Field(
                    "concurrency", .integer(min: 1, max: 10_000), default: "8",
                    help: "How many items are worked on at once.")
            ]),
        CallShape(
            "request",
            [
                Field(
                    "method", .enumeration(["GET", "POST", "PUT", "PATCH", "DELETE"]), required: true,
                    help: "Every method but GET is a write."),
                Field("path", .string(minLength: 1), required: true, help: "Below the base URL."),
            ],
            named: [
                Field("query", .map(of: .any), help: "What stands after the question mark."),
                Field("body", .any, help: "Sent as JSON."),
            ]),
        CallShape(
            "connect",
            named: [
                Field("profile", .string(minLength: 1), help: "The name of a profile of config.toml."),
                Field(
                    "sandbox", .any,
                    help: "A sandbox file; true for the usual one, \":memory:\" for one that is thrown away."),
            ]),
        CallShape(
            "json.encode", [Field("value", .any, required: true, help: "What is written.")],
            named: [
                Field(
                    "indent", .integer(min: 0, max: 16), default: "0", help: "Blanks for each level; 0 writes one line."
                )
            ]),
        CallShape(
            "json.decode", [Field("text", .string(), required: true, help: "One JSON value.")],
            named: [
                Field(
                    "replace_surrogates", .boolean, default: "false",
                    help: "Half a surrogate pair becomes U+FFFD; else it is an error.")
            ]),
        CallShape("sleep", [Field("seconds", .number(min: 0), required: true, help: "How long.")]),
        CallShape("array", [Field("table", .any, required: true, help: "The table to mark.")]),
        CallShape("pp", [Field("value", .any, required: true, help: "What is printed.")]),
        CallShape("help", [Field("x", .any, required: true, help: "A function, a resource or a name.")]),
    ]
}
