public import JSON
import ManagementAPI

/// One part of an object, with what it holds before and after a change. Nil is nothing.
public struct FacetChange: Sendable, Hashable {
    /// Which part of which object.
    public var facet: Facet
    /// What it holds before.
    public var before: JSONValue?
    /// What it holds after.
    public var after: JSONValue?

    init(facet: Facet, before: JSONValue?, after: JSONValue?) {
        self.facet = facet
        self.before = before
        self.after = after
    }

    /// The name that the member which it lies in gets by it; nil where it gets none.
    func renaming(in catalogue: Catalogue, _ generation: Generation) -> Renaming? {
        guard case .field(let field) = facet.part, let new = after?.nameText,
            let reader = catalogue.endpoint(id: facet.reading.call, generation: generation),
            let parameter = reader.parameters(in: .path).first(where: { $0.namesMember && $0.tableField == field }),
            let old = facet.reading.path[parameter.name], old != new
        else { return nil }
        return Renaming(
            path: facet.reading.path.filter { $0.key != parameter.name }, parameter: parameter.name, old: old, new: new)
    }

    func renamed(_ renaming: Renaming) -> FacetChange {
        FacetChange(facet: facet.renamed(renaming), before: before, after: after)
    }
}
