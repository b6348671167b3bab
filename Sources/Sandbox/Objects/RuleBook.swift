import ManagementAPI
import Synchronization

/// The rules of each resource of a catalogue, put together when they are first asked for; a catalogue never changes.
final class RuleBook: Sendable {
    private let catalogue: Catalogue
    private let known = Mutex<[String: ObjectRules]>([:])

    init(of catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    /// Nil for a resource without objects.
    func rules(of resource: String) -> ObjectRules? {
        known.withLock { known in
            if let rules = known[resource] { return rules }
            let rules = ObjectRules(resource, catalogue)
            known[resource] = rules
            return rules
        }
    }
}
