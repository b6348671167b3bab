public import JSON
public import ManagementAPI

/// The object that a change is about.
public struct ChangedObject: Sendable, Hashable {
    /// The resource that it belongs to: `experiments`.
    public var resource: String
    /// Its id; nil for one whose id nobody knows, since it is not made yet or its answer was lost.
    public var id: String?
    /// The name that code knows it by, where it was seen.
    public var key: String?
    /// The project that owns it, where that was seen.
    public var project: String?

    /// Names an object.
    public init(resource: String, id: String?, key: String? = nil, project: String? = nil) {
        self.resource = resource
        self.id = id
        self.key = key
        self.project = project
    }

    /// What a call of `endpoint` is about: what its path names first, or what its body makes.
    public init(_ endpoint: Endpoint, path: [String: String], body: JSONObject, in catalogue: Catalogue) {
        self.init(resource: endpoint.owner, id: endpoint.path.captures.first.flatMap { path[$0] })
        guard endpoint.effects.contains(.create) else { return }
        describe(.object(body), in: catalogue, endpoint.generation)
    }

    /// Takes key and project from the object as it was read.
    public mutating func describe(_ object: JSONValue, in catalogue: Catalogue, _ generation: Generation) {
        guard let type = catalogue.objectType(of: resource, generation: generation) else { return }
        if let label = type.kind?.label, let text = object[label]?.nameText { key = text }
        if let field = type.fields(where: { $0 == .project }).first, let text = object[field]?.nameText {
            project = text
        }
    }

    /// How messages name it: `checkout-copy-test (26301)`.
    public var name: String {
        switch (key, id) {
        case (let key?, let id?): "\(key) (\(id))"
        case (let key?, nil): "\(key) (new)"
        case (nil, let id?): id
        case (nil, nil): "new"
        }
    }

    /// Whether both are the same object, whatever is known of it.
    public func isSame(as other: ChangedObject) -> Bool {
        guard resource == other.resource else { return false }
        if let id, let other = other.id { return id == other }
        return key != nil && key == other.key && project == other.project
    }
}
