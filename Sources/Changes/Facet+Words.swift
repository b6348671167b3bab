import JSON

extension Facet {
    /// How messages name the part: `enabled`, `rolloutWeights.control`, `tags "q4"`, `treatment: payload`.
    public var words: String {
        let inside = reading.members + (reading.item.map { ["\($0.list)[\($0.name)]"] } ?? [])
        let part =
            switch part {
            case .field(let name): name
            case .entry(let name, let key): "\(name).\(key)"
            case .item(let name, let item): "\(name ?? listName) \(item)"
            case .element(_, let key): "\(listName) \(key)"
            }
        return (inside + [part]).joined(separator: ": ")
    }

    /// The name of the list that is read: `users` of `experiments.variants.users.list`.
    private var listName: String {
        let parts = reading.call.split(separator: ".")
        return parts.count > 1 ? String(parts[parts.count - 2]) : reading.call
    }
}
