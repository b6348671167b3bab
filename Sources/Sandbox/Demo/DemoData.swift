import JSON
import ManagementAPI

/// What a new sandbox holds: two made-up companies with their deployments, flags, experiments and groups. Always the same.
enum DemoData {
    /// A project with what it owns, experiments oldest first.
    struct Project {
        let id: String
        let deployments: [DemoDeployment]
        let flags: [DemoFlag]
        let experiments: [DemoExperiment]
        let groups: [DemoGroup]
    }

    /// Nordlys Market, a web shop.
    static let market = Project(
        id: "417260",
        deployments: [.marketWeb, .marketPricing, .marketSearch, .marketMail, .marketOldApp],
        flags: marketFlags,
        experiments: marketCheckout + marketSearch + marketMessages,
        groups: [.checkoutTraffic, .winterHoldout])

    /// Tidemark, an app for bus, train and ferry tickets.
    static let app = Project(
        id: "530118",
        deployments: [.appIOS, .appAndroid, .appBackend],
        flags: appFlags,
        experiments: appOnboarding + appTravel,
        groups: [.tripTraffic])

    /// Puts everything into an empty store.
    static func fill(_ store: some StoreWriter, at time: UnixMilliseconds) throws {
        var rules: [String: ObjectRules] = [:]
        for project in [market, app] {
            try store.addProject(project.id, at: time)
            for object in objects(of: project) {
                guard let known = rules[object.resource] ?? ObjectRules(object.resource, .all) else { continue }
                rules[object.resource] = known
                try object.add(to: store, known)
            }
        }
        for inclusion in inclusions {
            try store.setInclusions(inclusion.place, JSONValue.array(inclusion.items.map { .string($0) }).encoded())
        }
    }

    /// What a project owns, what others refer to first.
    static func objects(of project: Project) -> [DemoObject] {
        project.deployments.map { $0.object(project: project.id) }
            + project.flags.map { $0.object(project: project.id) }
            + project.experiments.enumerated().map { place, experiment in
                experiment.object(project: project.id, place: place, groups: project.groups)
            } + project.groups.map { $0.object(project: project.id) }
    }
}
