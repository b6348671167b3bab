import APIClient
import Secrets

/// What `ampsh doctor` says about a set-up, from facts alone.
struct DoctorReport: Sendable, Equatable {
    /// What became of the config file.
    enum Config: Sendable, Equatable {
        /// Nothing says where it would be.
        case nowhere
        case missing(path: String)
        case read(path: String, profiles: [String])
        /// In the words of the error.
        case wrong(String)
    }

    private(set) var findings: [DoctorFinding]

    /// The code of the worst problem, which is the first of those in the order of `ranking`; done where there is none.
    var code: ExitCode {
        let problems = findings.compactMap(\.problem)
        return Self.ranking.first(where: problems.contains) ?? problems.first ?? .done
    }

    /// Without a right set-up nothing was asked; a refused key says more than a problem of the network.
    private static let ranking: [ExitCode] = [.usage, .auth, .service, .notFound]

    /// The report for standard output, one finding a line.
    var text: String {
        findings.map { ($0.problem == nil ? "ok       " : "problem  ") + $0.text + "\n" }.joined()
    }

    /// - Parameters:
    ///   - settings: What options, environment and config file come to.
    ///   - keyState: Whether `AMPSH_API_KEY` was set.
    ///   - sandboxExists: Whether the sandbox file is there; nil when nothing says where it would be.
    init(
        config: Config, settings: Result<Settings, SettingsError>, keyState: KeyState, places: [DoctorPlace],
        sandboxExists: Bool?
    ) {
        findings = [Self.finding(config)]
        findings += places.compactMap(\.finding)
        findings.append(Self.finding(keyState))
        findings.append(Self.finding(settings))
        switch sandboxExists {
        case true?: findings.append(.fine("the sandbox file is there"))
        case false?: findings.append(.fine("no sandbox file yet; the first use makes it"))
        case nil: findings.append(.wrong(SettingsError.noHome.description, .usage))
        }
    }

    /// Adds what was found out later, such as by asking the target.
    mutating func append(_ more: [DoctorFinding]) { findings += more }

    private static func finding(_ config: Config) -> DoctorFinding {
        switch config {
        case .nowhere: .wrong("neither XDG_CONFIG_HOME nor HOME says where config.toml is", .usage)
        case .missing(let path): .fine("no config file \(PastedKey.shown(path)), so no profiles")
        case .read(let path, let profiles):
            .fine(
                "\(PastedKey.shown(path)): "
                    + (profiles.isEmpty
                        ? "no profiles" : "profiles \(profiles.map(PastedKey.shown).joined(separator: ", "))"))
        case .wrong(let text): .wrong(text, .usage)
        }
    }

    private static func finding(_ key: KeyState) -> DoctorFinding {
        switch key {
        case .absent: .fine("\(TargetResolution.keyVariable) is not set")
        case .empty: .wrong("\(TargetResolution.keyVariable) is set and empty; give it a key, or unset it", .usage)
        case .present: .fine("\(TargetResolution.keyVariable) is set")
        }
    }

    private static func finding(_ settings: Result<Settings, SettingsError>) -> DoctorFinding {
        switch settings {
        case .failure(let error): return .wrong(error.description, .usage)
        case .success(let settings):
            switch settings.target {
            case .sandbox(let path, _): return .fine("the target is the sandbox \(PastedKey.shown(path))")
            case .live(let live):
                let name = live.profile.map { "the profile '\(PastedKey.shown($0))', " } ?? ""
                return .fine("the target is \(name)\(live.url.shown), with the key from \(live.key.place)")
            }
        }
    }
}

extension KeySource {
    /// Where the key is kept, for people.
    var place: String {
        switch self {
        case .variable(let name): PastedKey.shown(name)
        case .file(let path): "the file \(PastedKey.shown(path))"
        case .command: "key_command"
        }
    }
}
