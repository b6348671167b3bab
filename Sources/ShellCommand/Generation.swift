// A stand-in until ManagementAPI's Generation is there.
enum Generation: String, Sendable, CaseIterable {
    case beta

    var defaultURL: String { "https://management-api.experiment.amplitude.com" }
}
