import ManagementAPI

/// The fields of a profile in config.toml.
enum ProfileField: String, Sendable, CaseIterable {
    case url
    case keyEnvironment = "key_env"
    case keyFile = "key_file"
    case keyCommand = "key_command"
    case generation = "api"
    case region
    case isProtected = "protected"
    case rate = "rps"
    case maxChanges = "max_changes"
    case colour = "color"

    /// One line for the documentation.
    var meaning: String {
        switch self {
        case .url: "base URL; without it the default host of the API"
        case .keyEnvironment: "the variable that holds the key"
        case .keyFile: "the file that holds the key, mode 0600; `~/` is the home folder"
        case .keyCommand:
            "a command that prints the key: a text for the shell, or an array of a program and its arguments"
        case .generation: "the generation of the API: \(Generation.allCases.map(\.rawValue).joined(separator: ", "))"
        case .region: "which default host: \(Generation.Region.allCases.map(\.rawValue).joined(separator: ", "))"
        case .isProtected: "`true`: the prompt is red, and the first write of a session is asked for"
        case .rate: "requests per second"
        case .maxChanges: "how many objects one run may change; 500 where nothing is said"
        case .colour: "the prompt's colour: \(PromptColour.allCases.map(\.rawValue).joined(separator: ", "))"
        }
    }
}
