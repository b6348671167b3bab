import ManagementAPI

/// What answers held of the objects of each target, while a prompt is open: where completion finds ids and keys. Nothing
/// is asked for it.
package final class Snapshot {
    /// The objects of one resource of one target.
    struct Listing {
        var index = ObjectIndex()
        /// Whether the page that came last said that more follow.
        var hasMore = false
        /// When a page of the list came last; nil where objects came one by one only.
        var listed: ContinuousClock.Instant?
    }

    /// The newest of a sandbox's objects are read when Tab first needs them; more than this would be felt.
    static let firstLook = 200

    private let now: () -> ContinuousClock.Instant
    /// Looks for the objects of a resource where that asks no service, and answers nil where it would. Called once for each.
    var fill: (_ resource: String, _ target: String) -> [KnownObject]? = { _, _ in nil }
    private var filled: Set<String> = []
    /// By the target's identity, then by the resource's name.
    private var targets: [String: [String: Listing]] = [:]

    /// Nothing is known yet.
    package init(now: @escaping () -> ContinuousClock.Instant = { .now }) {
        self.now = now
    }

    /// Takes in what one answer held.
    package func insert(
        _ objects: [KnownObject], _ resource: String, of target: String, isList: Bool, hasMore: Bool = false
    ) {
        for object in objects { targets[target, default: [:]][resource, default: Listing()].index.insert(object) }
        guard isList else { return }
        targets[target, default: [:]][resource, default: Listing()].listed = now()
        targets[target, default: [:]][resource, default: Listing()].hasMore = hasMore
    }

    /// Forgets a target, and answers what was known.
    func take(_ target: String) -> [String: Listing] { targets.removeValue(forKey: target) ?? [:] }

    /// Puts back what was known of a target, with what came since.
    func restore(_ listings: [String: Listing], of target: String) {
        let since = take(target)
        targets[target] = listings
        for (resource, listing) in since {
            insert(listing.index.objects, resource, of: target, isList: listing.listed != nil, hasMore: listing.hasMore)
        }
    }

    /// How many objects of a resource are known.
    func count(_ resource: String, of target: String) -> Int {
        targets[target]?[resource]?.index.objects.count ?? 0
    }

    /// The objects whose id, label or title begins with a text.
    func find(_ prefix: String, _ resource: String, of target: String, most: Int) -> ObjectIndex.Finding {
        look(for: resource, of: target)
        return targets[target]?[resource]?.index.find(prefix, most: most) ?? ObjectIndex.Finding()
    }

    private func look(for resource: String, of target: String) {
        // Also where a page was listed: it may have been a part.
        guard filled.insert("\(resource) \(target)").inserted, let objects = fill(resource, target)
        else { return }
        insert(objects, resource, of: target, isList: true, hasMore: objects.count >= Self.firstLook)
    }

    /// The object with that id.
    func object(_ id: String, _ resource: String, of target: String) -> KnownObject? {
        look(for: resource, of: target)
        return targets[target]?[resource]?.index[id]
    }

    /// The projects that objects belong to, and how many do.
    func projects(of target: String) -> [String: Int] {
        for resource in Catalogue.all.resources where resource.objectType?.projectField != nil {
            look(for: resource.name, of: target)
        }
        return (targets[target] ?? [:]).values.reduce(into: [:]) { $0.merge($1.index.projects, uniquingKeysWith: +) }
    }

    /// What is known of a resource and how old it is, in a line.
    func note(_ resource: String, of target: String) -> String {
        guard let listing = targets[target]?[resource], !listing.index.objects.isEmpty else {
            return "no \(resource) listed yet; .refresh lists them"
        }
        let count = listing.index.objects.count
        let what = Catalogue.all.count(count, of: resource)
        guard let listed = listing.listed else { return "\(what) seen, none listed; .refresh lists them" }
        if listing.hasMore {
            return "\(what) seen, there are more; .refresh lists all"
        }
        let most = count == ObjectIndex.capacity ? " (no more are kept)" : ""
        return "\(what)\(most), listed \(Self.age(now() - listed)); .refresh lists them anew"
    }

    /// `just now`, `3 min ago`.
    static func age(_ age: Duration) -> String {
        let minutes = age.components.seconds / 60
        return switch minutes {
        case ..<1: "just now"
        case ..<60: "\(minutes) min ago"
        case ..<2880: "\(minutes / 60) h ago"
        default: "\(minutes / 1440) days ago"
        }
    }
}
