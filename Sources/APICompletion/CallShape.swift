package import ManagementAPI
import ScriptRuntime

/// What a function of the host takes, as completion and signatures see it.
package struct CallShape: Equatable {
    /// The name that `help` takes.
    let name: String
    /// The generation of the API that the function speaks.
    let generation: Generation
    /// In the order of the arguments.
    let positional: [Field]
    /// The table after them.
    var named: ObjectType?
    /// The table after that.
    var options: ObjectType?

    /// The last argument of every endpoint.
    private static func options(of endpoint: Endpoint) -> ObjectType {
        var fields = [
            Field(
                "allow_unknown", .boolean, default: "false",
                help: "Sends names and values that the catalogue does not know as well.")
        ]
        if !endpoint.losses.isEmpty {
            fields.append(
                Field(
                    "accept_loss", .boolean, default: "false",
                    help: "Sends it though something would be dropped that cannot be written back."))
        }
        return ObjectType("options", help: "How the arguments are checked.", fields: fields)
    }

    /// The shape of the function of that name; nil where nobody knows it.
    package init?(_ name: String, _ generation: Generation, in catalogue: Catalogue = .all) {
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
        let found = catalogue.resources(of: generation).first {
            $0.hasFilters && "\($0.name).\(ObjectFilter.function)" == name
        }
        if let found {
            self.init(finding: found, name: name, in: catalogue)
            return
        }
        guard let function = ShellFunction.named(name), function.form == .function else { return nil }
        self.init(function, generation)
    }

    private init(_ endpoint: Endpoint, name: String) {
        self.name = name
        generation = endpoint.generation
        positional = endpoint.parameters(by: .positional).map(\.field)
        let fields = endpoint.parameters(by: .named).map(\.field)
        named = fields.isEmpty ? nil : ObjectType(name, help: endpoint.summary, fields: fields)
        options = Self.options(of: endpoint)
    }

    private init(finding resource: Resource, name: String, in catalogue: Catalogue) {
        self.name = name
        generation = resource.generation
        positional = []
        let last = Field(ObjectFilter.lastWord, .any, help: "A function that has the last word.")
        named = ObjectType(
            name, help: FindHelp(resource, in: catalogue).summary,
            fields: resource.filters(in: catalogue).map(\.field) + [last])
    }

    private init(_ function: ShellFunction, _ generation: Generation) {
        name = function.name
        self.generation = generation
        positional = function.parameters.map(\.field)
        let fields = function.options.map(\.field)
        named = fields.isEmpty ? nil : ObjectType(name, help: "", fields: fields)
    }

    /// The type of the argument at a place from 0 on, as a field; nil beyond the last.
    func argument(_ position: Int) -> Field? {
        if position < positional.count { return positional[position] }
        let tables = [named, options].compactMap { $0 }
        let place = position - positional.count
        guard place < tables.count else { return nil }
        return Field(tables[place].name, .object(tables[place]), help: tables[place].help)
    }
}
