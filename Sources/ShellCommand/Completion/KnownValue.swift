import ManagementAPI

/// Values that no type tells: ids of objects, projects, profiles and paths.
enum KnownValue: Equatable {
    /// The id of an object of that resource.
    case object(resource: String)
    case project
    case profile
    case path

    /// What a parameter, field or item means by its name; nil where its type says all there is.
    init?(_ field: Field, _ type: ValueType, _ shape: CallShape) {
        switch (type, field.name) {
        case (.identifier, _):
            guard let resource = shape.resource else { return nil }
            self = .object(resource: resource)
        case (.string, "projectId"): self = .project
        case (.string, "deployments"): self = .object(resource: "deployments")
        case (.string, "profile") where shape.name == "connect": self = .profile
        case (.string, "path") where shape.name == "request": self = .path
        default: return nil
        }
    }
}
