import Changes
import ManagementAPI

/// What one entry of the prompt has changed, in lines.
struct EntryChanges {
    /// Objects that are shown one by one.
    private static let most = 5

    let changes: [RecordedChange]
    let catalogue: Catalogue

    /// A line for each object, or one for all where there are many; empty where nothing was changed.
    var lines: [String] {
        let chains = Chain.chains(of: changes.filter { $0.outcome == .applied || $0.outcome == .partly }, in: catalogue)
        guard !chains.isEmpty else { return [] }
        guard chains.count <= Self.most else { return ["\(chains.count) objects changed"] }
        return chains.map { chain in
            if chain.isNew { return "\(chain.object.name)   created" }
            let parts = chain.parts.filter { !Canonical.areEqual($0.before, $0.after) }
            if parts.isEmpty {
                return chain.parts.isEmpty ? "\(chain.object.name)   changed" : "\(chain.object.name)   is so already"
            }
            return ChangeText.line(chain.object, parts)
        }
    }
}
