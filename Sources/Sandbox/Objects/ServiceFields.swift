import JSON
import ManagementAPI

/// What the service writes into an object of its own accord.
struct ServiceFields {
    let rules: ObjectRules
    let now: UnixMilliseconds
    let author: Author

    /// Fills in what a new object has, by an origin that no other object shares.
    func begin(_ object: inout JSONObject, origin: String) {
        for kept in rules.kept {
            let field = kept.field
            switch kept.value {
            case .created, .modified: object[field] = .string(TimeText.moment(now))
            case .creator(let naming), .modifier(let naming): object[field] = name(naming)
            case .salt where object[field] == nil: object[field] = .string(StableText.letters(8, from: origin))
            case .name(let prefix) where object[field] == nil:
                object[field] = .string(prefix + StableText.letters(8, from: origin).lowercased())
            case .secret(let other) where object[field] == nil:
                let prefix = object[other]?.stringValue.map { $0 + "-" } ?? ""
                object[field] = .string(prefix + StableText.letters(16, from: origin))
            case .life(let life): object[field] = stage(of: life, object, kept)
            case .salt, .name, .secret, .place, .address, .dependencies: break
            }
        }
    }

    /// Follows a change.
    func follow(_ object: inout JSONObject, from before: JSONObject) {
        for kept in rules.kept {
            switch kept.value {
            case .modified: object[kept.field] = .string(TimeText.moment(now))
            case .modifier(let naming): object[kept.field] = name(naming)
            case .life(let life)
            where [life.start, life.end, life.decision].contains(where: { object[$0] != before[$0] }):
                object[kept.field] = stage(of: life, object, kept)
            default: break
            }
        }
    }

    private func name(_ naming: ServiceValue.Naming) -> JSONValue {
        switch naming {
        case .email: .string(author.email)
        case .id: .string(author.id)
        }
    }

    /// Days are compared as texts: a day that is today has begun, and has not ended.
    private func stage(of life: ServiceValue.Life, _ object: JSONObject, _ kept: ObjectRules.Kept) -> JSONValue? {
        let stages = kept.choices
        guard stages.count == 4 else { return object[kept.field] }
        let today = TimeText.day(now)
        if let decision = object[life.decision], decision != .null, decision != life.open { return .string(stages[3]) }
        guard let start = object[life.start]?.stringValue, start <= today else { return .string(stages[0]) }
        if let end = object[life.end]?.stringValue, end < today { return .string(stages[2]) }
        return .string(stages[1])
    }
}

extension ObjectRules {
    /// The configuration that a version of an object keeps.
    func configuration(of object: JSONObject) -> JSONObject {
        JSONObject(object.filter { !unversioned.contains($0.key) }.map { ($0.key, $0.value) })
    }
}
