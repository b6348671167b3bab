import APIClient
import Secrets

/// Why options, environment and config file together make no settings. The process ends with code 2.
enum SettingsError: Error, Sendable, Equatable {
    /// The value is no number within the bounds that `expected` describes.
    case badNumber(SettingOrigin, value: String, expected: String)
    /// The value is none of the choices.
    case badChoice(SettingOrigin, value: String, choices: [String], nearest: String?)
    /// A list of calls that change something has a wrong name.
    case badWrites(SettingOrigin, WriteNames.Problem)
    /// The variable is neither true nor false.
    case badTruth(SettingOrigin, value: String)
    /// Two sources name different targets.
    case differentTargets(SettingOrigin, SettingOrigin)
    /// A URL is given and `AMPSH_API_KEY` is not.
    case urlWithoutKey(SettingOrigin)
    /// The URL itself is not repeated: it may hold a password.
    case badURL(SettingOrigin, BaseURLError)
    /// A profile is named and there is no config file at `path`; nil when nothing says where it would be.
    case noConfigFile(SettingOrigin, profile: String, path: String?)
    case unknownProfile(SettingOrigin, name: String, known: [String], nearest: String?)
    case profileWithoutKey(profile: String)
    /// The variable that should hold the profile's key is not set, or empty.
    case profileKeyMissing(profile: String, variable: String)
    /// `--faults` is given, and what the session talks to is no sandbox.
    case faultsWithoutSandbox
    /// Nothing says where the sandbox file would be.
    case noHome
}

extension SettingsError: CustomStringConvertible {
    var description: String {
        switch self {
        case .badNumber(let origin, let value, let expected):
            "\(origin) is '\(PastedKey.shown(value))', which is not \(expected)"
        case .badChoice(let origin, let value, let choices, let nearest):
            "\(origin) is '\(PastedKey.shown(value))', which is none of \(choices.joined(separator: ", "))"
                + Self.suggestion(nearest)
        case .badWrites(let origin, let problem):
            "\(origin): \(problem)"
        case .badTruth(let origin, let value):
            "\(origin) is '\(PastedKey.shown(value))', which is neither true (1, true, yes) nor false (0, false, no)"
        case .differentTargets(let first, let second):
            "\(first) and \(second) name different targets; give one of them"
        case .urlWithoutKey(let origin):
            "\(origin) is given without a key; put the management key into \(TargetResolution.keyVariable)"
        case .badURL(let origin, let problem):
            "\(origin): \(problem)"
        case .noConfigFile(let origin, let profile, let path?):
            "\(origin) names the profile '\(PastedKey.shown(profile))', and there is no config file \(path)"
        case .noConfigFile(let origin, let profile, nil):
            "\(origin) names the profile '\(PastedKey.shown(profile))', and neither XDG_CONFIG_HOME nor HOME says where config.toml is"
        case .unknownProfile(let origin, let name, let known, let nearest):
            "\(origin) names the profile '\(PastedKey.shown(name))', which the config file does not have"
                + (known.isEmpty ? "" : " (it has \(known.map(PastedKey.shown).joined(separator: ", ")))")
                + Self.suggestion(nearest)
        case .profileWithoutKey(let profile):
            "the profile '\(PastedKey.shown(profile))' has no key; give it key_env, key_file or key_command"
        case .profileKeyMissing(let profile, let variable):
            "the profile '\(PastedKey.shown(profile))' takes its key from \(PastedKey.shown(variable)), which is not set"
        case .faultsWithoutSandbox:
            "\(Self.name(.faults)) is for the sandbox; add \(Self.name(.sandbox)) or \(Self.name(.sandboxPath)) PATH"
        case .noHome:
            "neither XDG_DATA_HOME nor HOME says where the sandbox is; use \(Self.name(.sandboxPath)) PATH (or :memory:)"
        }
    }

    private static func name(_ id: OptionID) -> String { OptionTable.all.name(of: id) }

    private static func suggestion(_ nearest: String?) -> String {
        nearest.map { "; did you mean '\(PastedKey.shown($0))'?" } ?? ""
    }
}
