import JSON

/// What a new sandbox holds: two made-up companies with their deployments and experiments. Always the same.
enum DemoData {
    /// A project with what it owns, experiments oldest first.
    struct Project {
        let id: String
        let deployments: [DemoDeployment]
        let experiments: [DemoExperiment]
    }

    /// Nordlys Market, a web shop.
    static let market = Project(
        id: "417260",
        deployments: [.marketWeb, .marketPricing, .marketSearch, .marketMail, .marketOldApp],
        experiments: marketCheckout + marketSearch + marketMessages)

    /// Tidemark, an app for bus, train and ferry tickets.
    static let app = Project(
        id: "530118",
        deployments: [.appIOS, .appAndroid, .appBackend],
        experiments: appOnboarding + appTravel)

    /// Puts everything into an empty store.
    static func fill(_ store: some StoreWriter, at time: UnixMilliseconds) throws {
        for project in [market, app] {
            try store.addProject(project.id, at: time)
            for deployment in project.deployments {
                try store.addObject(
                    StoredObject(
                        resource: "deployments", id: deployment.id, project: project.id,
                        isDeleted: deployment.isDeleted,
                        record: JSONValue.object(deployment.record(project: project.id)).encoded()), at: time)
            }
            for experiment in project.experiments {
                try store.addObject(
                    StoredObject(
                        resource: "experiments", id: experiment.id, project: project.id, key: experiment.key,
                        record: JSONValue.object(experiment.record(project: project.id)).encoded()), at: time)
            }
        }
    }
}
