import APIClient

/// What `ampsh doctor` says about a set-up, from facts alone; it asks no server anything.
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

    /// One of the shell's own folders.
    struct Folder: Sendable, Equatable {
        let path: String
        /// Nil when it is not there yet, which is fine.
        let mode: UInt32?

        init(path: String, mode: UInt32?) {
            self.path = path
            self.mode = mode
        }
    }

    /// One line of the report.
    struct Finding: Sendable, Equatable {
        let isProblem: Bool
        let text: String
    }

    let findings: [Finding]

    /// No finding is a problem.
    var isHealthy: Bool { findings.allSatisfy { !$0.isProblem } }

    /// The report for standard output, one finding a line.
    var text: String {
        findings.map { ($0.isProblem ? "problem  " : "ok       ") + $0.text + "\n" }.joined()
    }

    /// - Parameters:
    ///   - settings: What options, environment and config file come to.
    ///   - keyState: Whether `AMPSH_API_KEY` was set.
    ///   - sandboxExists: Whether the sandbox file is there; nil when nothing says where it would be.
    init(
        config: Config, settings: Result<Settings, SettingsError>, keyState: KeyState, folders: [Folder],
        sandboxExists: Bool?
    ) {
        var findings = [Self.finding(config)]
        findings += folders.compactMap(Self.finding)
        findings.append(Self.finding(keyState))
        findings += Self.findings(settings)
        switch sandboxExists {
        case true?: findings.append(Finding(isProblem: false, text: "the sandbox file is there"))
        case false?: findings.append(Finding(isProblem: false, text: "no sandbox file yet; the first use makes it"))
        case nil: findings.append(Finding(isProblem: true, text: SettingsError.noHome.description))
        }
        self.findings = findings
    }

    private static func finding(_ config: Config) -> Finding {
        switch config {
        case .nowhere:
            Finding(isProblem: true, text: "neither XDG_CONFIG_HOME nor HOME says where config.toml is")
        case .missing(let path):
            Finding(isProblem: false, text: "no config file \(path), so no profiles")
        case .read(let path, let profiles):
            Finding(
                isProblem: false,
                text: "\(path): "
                    + (profiles.isEmpty ? "no profiles" : "profiles \(profiles.joined(separator: ", "))"))
        case .wrong(let text):
            Finding(isProblem: true, text: text)
        }
    }

    private static func finding(_ folder: Folder) -> Finding? {
        guard let mode = folder.mode, mode & 0o077 != 0 else { return nil }
        return Finding(
            isProblem: true,
            text: "\(folder.path) has mode 0\(String(mode, radix: 8)); chmod 700 \(ShellWord.quoted(folder.path))")
    }

    private static func finding(_ key: KeyState) -> Finding {
        switch key {
        case .absent: Finding(isProblem: false, text: "AMPSH_API_KEY is not set")
        case .empty: Finding(isProblem: true, text: "AMPSH_API_KEY is set and empty")
        case .present: Finding(isProblem: false, text: "AMPSH_API_KEY is set")
        }
    }

    private static func findings(_ settings: Result<Settings, SettingsError>) -> [Finding] {
        switch settings {
        case .failure(let error): return [Finding(isProblem: true, text: error.description)]
        case .success(let settings):
            switch settings.target {
            case .sandbox(let path): return [Finding(isProblem: false, text: "the target is the sandbox \(path)")]
            case .live(let live):
                let name = live.profile.map { "the profile '\($0)', " } ?? ""
                return [
                    Finding(isProblem: false, text: "the target is \(name)\(live.url.text)"),
                    Finding(isProblem: false, text: "network, TLS and the key itself are not checked in this version"),
                ]
            }
        }
    }
}
