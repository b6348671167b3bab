import ManagementAPI

/// What the catalogue says of the objects of a resource, put together once.
struct ObjectRules {
    let resource: String
    /// What they are in the last generation that has them.
    let type: ObjectType
    let layout: RecordLayout
    let hasVersions: Bool

    /// Nil for a resource without objects.
    init?(_ resource: String, _ catalogue: Catalogue) {
        guard let type = catalogue.objectTypes(of: resource).last else { return nil }
        self.resource = resource
        self.type = type
        layout = RecordLayout(resource, catalogue)
        hasVersions = catalogue.hasVersions(resource)
    }

    /// What one of them is called.
    var one: String { type.kind?.one ?? resource }
}
