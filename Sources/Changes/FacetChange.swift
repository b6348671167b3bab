public import JSON

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

    func renamed(_ renaming: Renaming) -> FacetChange {
        FacetChange(facet: facet.renamed(renaming), before: before, after: after)
    }
}
