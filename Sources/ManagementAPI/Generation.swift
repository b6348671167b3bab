/// One generation of the Management API: its own hosts, base path and endpoints.
public enum Generation: String, Sendable, Hashable, CaseIterable {
    /// The generation of March 2022, to which the founding document belongs.
    case beta
    /// The generation of today, since August 2023.
    case v1

    /// Where the service keeps an organisation's data; each region has a host of its own.
    public enum Region: String, Sendable, Hashable, CaseIterable {
        /// The region of organisations that never chose one.
        case us
        /// The European Union.
        case eu
    }

    /// All of them, for a choice: `beta or v1`.
    public static var words: String { allCases.map(\.rawValue).joined(separator: " or ") }

    /// What stands between the host and an endpoint's path; empty or `/` and more, without a slash at its end.
    public var basePath: String {
        switch self {
        case .beta: ""
        case .v1: "/api/1"
        }
    }

    private static let prefixes = allCases.filter { !$0.basePath.isEmpty }.map {
        (prefix: $0.basePath + "/", generation: $0)
    }

    /// The generation that a path, as it is sent, belongs to: the one whose base path it begins with.
    public init(ofPath path: some StringProtocol) {
        self =
            Self.prefixes.first { path.utf8.starts(with: $0.prefix.utf8) }?.generation
            ?? Self.allCases.first { $0.basePath.isEmpty } ?? .beta
    }

    /// The name of the host in `region`.
    public func host(in region: Region) -> String {
        switch (self, region) {
        case (.beta, .us): "management-api.experiment.amplitude.com"
        case (.beta, .eu): "management-api.experiment.eu.amplitude.com"
        case (.v1, .us): "experiment.amplitude.com"
        case (.v1, .eu): "experiment.eu.amplitude.com"
        }
    }

    /// The URL that an endpoint's full path, base path included, is appended to; without a slash at its end.
    public func defaultURL(in region: Region = .us) -> String {
        "https://\(host(in: region))"
    }
}
