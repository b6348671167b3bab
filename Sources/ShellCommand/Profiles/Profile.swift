import ManagementAPI

/// A named target: one table of the config file.
struct Profile: Sendable, Equatable {
    let name: String
    /// Nil means the default URL of the generation.
    var url: String?
    var key: KeySource?
    /// The generation of the API.
    var generation: Generation?
    /// Where the organisation's data is; says which default host is meant.
    var region: Generation.Region?
    /// Writes are asked for, and the prompt is red.
    var isProtected = false
    /// Requests per second.
    var rate: Double?
    /// How many objects one run may change.
    var maxChanges: Int?
    var colour: PromptColour?

    init(name: String) { self.name = name }
}

/// Where the key of a target comes from; never the key itself.
enum KeySource: Sendable, Equatable {
    case variable(String)
    /// A path; `~/` is the home folder, and a relative one is counted from the config file's folder.
    case file(String)
    case command(KeyCommand)
}

/// What the environment said about a variable that may hold a key.
enum KeyState: Sendable, Equatable {
    case absent, empty, present
}
