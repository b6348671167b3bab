import ManagementAPI
import ScriptLibrary

/// The texts of `help`, found by name: made when somebody asks, not at start.
struct HelpTexts {
    let generation: Generation

    /// What `help()` says.
    var overview: String {
        var text = ""
        for resource in Catalogue.all.resources(of: generation) {
            text += "\(resource.name): \(resource.help)\n"
            for endpoint in resource.endpoints {
                text += "  \(endpoint.luaSignature)\n"
                guard case .page = endpoint.result else { continue }
                let owner = endpoint.id.split(separator: ".").dropLast().joined(separator: ".")
                text += "  \(owner).each{...}, \(owner).all{...}: all pages\n"
            }
        }
        text += "\nThe shell's own functions:\n"
        for function in ShellFunction.all { text += "  \(function.signature)\n" }
        text += "\nObjects: " + objectTypes.map(\.name).joined(separator: ", ") + "\n"
        text +=
            "\nhelp(experiments.create) or experiments.create? shows one of them; so does help \"Condition\", and help(e)\n"
        text += "for what a call answered. help \"keys\" shows the keys of the prompt.\n"
        return text
    }

    /// The text for `experiments.get`, `experiments.each`, `experiments` or `parallel`; nil for a name nobody knows.
    func text(named name: String) -> String? {
        if let endpoint = Catalogue.all.endpoint(id: name, generation: generation) {
            return EndpointHelp(endpoint).text
        }
        if let resource = Catalogue.all.resources(of: generation).first(where: { $0.name == name }) {
            return ResourceHelp(resource).text
        }
        if let found = found(name) { return FindHelp(found).text }
        if let text = pageFunction(name) { return text }
        if let page = ShellFunction.named(name)?.page ?? LibraryModule.help(named: name)
            ?? StockLua.page(name)
        {
            return page
        }
        return objectTypes.first { $0.name == name }.map { ObjectHelp($0).text }
    }

    /// What answers and requests hold.
    private var objectTypes: [ObjectType] { Catalogue.all.types(of: generation) }

    /// What an answer of that name is, whole.
    func answeredType(_ name: String) -> ObjectType? {
        Catalogue.all.answeredTypes(of: generation).first { $0.name == name }
            ?? Catalogue.all.answeredTypes().last { $0.name == name }
    }

    /// One line about what has a text.
    func summary(named name: String) -> String? {
        if let endpoint = Catalogue.all.endpoint(id: name, generation: generation) { return endpoint.summary }
        if let resource = Catalogue.all.resources(of: generation).first(where: { $0.name == name }) {
            return resource.help
        }
        if let found = found(name) { return FindHelp(found).summary + "." }
        if let (_, summary) = pages(name) { return summary + "." }
        guard let function = ShellFunction.named(name) else { return nil }
        return String(function.text.split(separator: "\n").joined(separator: " "))
    }

    /// Says that there is no text, with the nearest name that has one.
    func absence(of name: String) -> String {
        let known =
            Catalogue.all.endpoints(of: generation).map(\.id) + Catalogue.all.resources(of: generation).map(\.name)
            + ShellFunction.all.map(\.name) + LibraryModule.allCases.map(\.name) + objectTypes.map(\.name)
            + StockLua.entries.keys.sorted()
        let hint = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? "; try help()"
        return "no help for \(name.debugDescription)\(hint)\n"
    }

    /// The resource whose objects the function of this name finds.
    private func found(_ name: String) -> Resource? {
        Catalogue.all.resources(of: generation).first { $0.hasFilters && "\($0.name).\(ObjectFilter.function)" == name }
    }

    /// `each` and `all` stand beside every function that answers pages.
    private func pageFunction(_ name: String) -> String? {
        guard let (endpoint, summary) = pages(name) else { return nil }
        return "\(name){...}\n\n\(summary); takes what \(endpoint.id) takes.\n\n\(EndpointHelp(endpoint).text)"
    }

    /// The list behind `each` or `all`, and what they make of it.
    private func pages(_ name: String) -> (endpoint: Endpoint, summary: String)? {
        for endpoint in Catalogue.all.endpoints(of: generation) {
            guard case .page = endpoint.result else { continue }
            switch name {
            case "\(endpoint.resource).each":
                return (endpoint, "An iterator over all pages that holds one page at a time")
            case "\(endpoint.resource).all": return (endpoint, "All pages as one array")
            default: continue
            }
        }
        return nil
    }
}
