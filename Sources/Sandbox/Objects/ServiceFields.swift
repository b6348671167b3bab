import JSON
import ManagementAPI

/// What the service writes into an object of its own accord.
struct ServiceFields {
    let type: ObjectType
    let now: UnixMilliseconds
    let author: Author

    /// Fills in what a new object has, by an origin that no other object shares.
    func begin(_ object: inout JSONObject, origin: String) {
        for field in type.fields {
            guard let kept = field.keeps else { continue }
            switch kept {
            case .created, .modified: object[field.name] = .string(TimeText.moment(now))
            case .creator(let naming), .modifier(let naming): object[field.name] = name(naming)
            case .salt where object[field.name] == nil:
                object[field.name] = .string(StableText.letters(8, from: origin))
            case .name(let prefix) where object[field.name] == nil:
                object[field.name] = .string(prefix + StableText.letters(8, from: origin).lowercased())
            case .secret(let other) where object[field.name] == nil:
                let prefix = object[other]?.stringValue.map { $0 + "-" } ?? ""
                object[field.name] = .string(prefix + StableText.letters(16, from: origin))
            case .life(let life): object[field.name] = stage(of: life, object, field)
            case .salt, .name, .secret, .place, .address, .dependencies: break
            }
        }
    }

    /// Follows a change.
    func follow(_ object: inout JSONObject, from before: JSONObject) {
        for field in type.fields {
            switch field.keeps {
            case .modified?: object[field.name] = .string(TimeText.moment(now))
            case .modifier(let naming)?: object[field.name] = name(naming)
            case .life(let life)?
            where [life.start, life.end, life.decision].contains(where: { object[$0] != before[$0] }):
                object[field.name] = stage(of: life, object, field)
            default: break
            }
        }
    }

    /// The configuration that a version keeps: the object without what tells of times and people, and where it stands.
    static func configuration(of object: JSONObject, _ type: ObjectType) -> JSONObject {
        JSONObject(
            object.compactMap { name, value in
                switch type.field(name)?.keeps {
                case .created?, .modified?, .creator?, .modifier?, .life?: nil
                default: (name, value)
                }
            })
    }

    private func name(_ naming: ServiceValue.Naming) -> JSONValue {
        switch naming {
        case .email: .string(author.email)
        case .id: .string(author.id)
        }
    }

    /// Days are compared as texts: a day that is today has begun, and has not ended.
    private func stage(of life: ServiceValue.Life, _ object: JSONObject, _ field: Field) -> JSONValue? {
        guard let stages = field.type.choices, stages.count == 4 else { return object[field.name] }
        let today = TimeText.day(now)
        if let decision = object[life.decision], decision != .null, decision != life.open { return .string(stages[3]) }
        guard let start = object[life.start]?.stringValue, start <= today else { return .string(stages[0]) }
        if let end = object[life.end]?.stringValue, end < today { return .string(stages[2]) }
        return .string(stages[1])
    }
}
