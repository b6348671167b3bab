/// What the options of a command line say, still as text; `Settings` gives it meaning together with the environment.
struct GivenOptions: Sendable, Equatable {
    var url: String?
    var profile: String?
    var sandbox = false
    var sandboxPath: String?
    var faults: String?
    var rate: String?
    var timeout: String?
    var caFile: String?
    var output: String?
    var color: String?
    var quiet = false
    var readOnly = false
    var restricted = false
    var allowWrites: String?
    var yes = false
    var memoryLimit: String?
    var timeLimit: String?
    var noRC = false

    /// Nothing said.
    init() {}

    /// Takes what is not read elsewhere from a divided command line; of an option given twice the last counts.
    init(_ commandLine: SplitCommandLine) throws(UsageError) {
        var targets: [OptionID: String] = [:]
        for option in commandLine.options where !Self.readElsewhere.contains(option.id) {
            if let value = option.value {
                guard !value.isEmpty else { throw .emptyValue(option: option.spelling) }
                if [.url, .profile, .sandboxPath].contains(option.id),
                    let earlier = targets.updateValue(value, forKey: option.id), earlier != value
                {
                    throw .differentTargets("\(option.spelling) \(earlier)", "\(option.spelling) \(value)")
                }
            }
            take(option)
        }
    }

    /// Those whose order to each other counts, and those that print a page or open the prompt.
    static let readElsewhere: [OptionID] = [.execute, .require, .interactive, .showVersion, .version, .help]

    private mutating func take(_ option: WrittenOption) {
        switch option.id {
        case .url: url = option.value
        case .profile: profile = option.value
        case .sandbox: sandbox = true
        case .sandboxPath: sandboxPath = option.value
        case .faults: faults = option.value
        case .rate: rate = option.value
        case .timeout: timeout = option.value
        case .caFile: caFile = option.value
        case .output: output = option.value
        case .color: color = option.value
        case .quiet: quiet = true
        case .readOnly: readOnly = true
        case .restricted: restricted = true
        case .allowWrites: allowWrites = option.value
        case .yes: yes = true
        case .memoryLimit: memoryLimit = option.value
        case .timeLimit: timeLimit = option.value
        case .noRC: noRC = true
        case .execute, .require, .interactive, .showVersion, .version, .help: break
        // Variables only, which no word of a command line names.
        case .key, .proxy, .log, .history, .pager: break
        }
    }
}
