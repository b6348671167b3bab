import ManagementAPI

/// What the catalogue says of the objects of a resource, put together once.
struct ObjectRules {
    /// A field that the service keeps something in of its own.
    struct Kept {
        let field: String
        let value: ServiceValue
        /// The values that the field takes, where the catalogue lists them.
        let choices: [String]
    }

    let resource: String
    /// What they are in the last generation that has them.
    let type: ObjectType
    let layout: RecordLayout
    let hasVersions: Bool
    let kept: [Kept]
    /// Fields that tell of times and people, and where an object stands: versions do without.
    let unversioned: Set<String>

    /// Nil for a resource without objects.
    init?(_ resource: String, _ catalogue: Catalogue) {
        guard let type = catalogue.objectTypes(of: resource).last else { return nil }
        self.resource = resource
        self.type = type
        layout = RecordLayout(resource, catalogue)
        hasVersions = catalogue.hasVersions(resource)
        kept = type.fields.compactMap { field in
            field.keeps.map { Kept(field: field.name, value: $0, choices: field.type.choices ?? []) }
        }
        unversioned = Set(kept.filter(\.isUnversioned).map(\.field))
    }

    /// What one of them is called.
    var one: String { type.kind?.one ?? resource }
}

extension ObjectRules.Kept {
    fileprivate var isUnversioned: Bool {
        switch value {
        case .created, .modified, .creator, .modifier, .life: true
        case .salt, .name, .secret, .place, .address, .dependencies: false
        }
    }
}
