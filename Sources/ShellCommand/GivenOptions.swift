import ArgumentParser

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
    var yes = false
    var memoryLimit: String?
    var timeLimit: String?
    var noRC = false

    /// Nothing said.
    init() {}

    /// Reads the option part of a divided command line.
    init(_ commandLine: SplitCommandLine) throws(UsageError) {
        var targets: [OptionID: String] = [:]
        var words: [String] = []
        for option in commandLine.options where !ShellOptions.readElsewhere.contains(option.id) {
            guard let value = option.value else {
                words.append(option.spelling)
                continue
            }
            guard !value.isEmpty else { throw .emptyValue(option: option.spelling) }
            words.append("\(option.spelling)=\(value)")
            guard [.url, .profile, .sandboxPath].contains(option.id) else { continue }
            if let earlier = targets.updateValue(value, forKey: option.id), earlier != value {
                throw .differentTargets("\(option.spelling) \(earlier)", "\(option.spelling) \(value)")
            }
        }
        // The parser costs a millisecond, which a plain `ampsh FILE` need not wait for.
        guard !words.isEmpty else {
            self.init()
            return
        }
        do {
            self.init(try ShellOptions.parse(words))
        } catch {
            throw .parser(ShellOptions.message(for: error))
        }
    }

    private init(_ options: ShellOptions) {
        url = options.url
        profile = options.profile
        sandbox = options.sandbox
        sandboxPath = options.sandboxPath
        faults = options.faults
        rate = options.rate
        timeout = options.timeout
        caFile = options.caFile
        output = options.output
        color = options.color
        quiet = options.quiet
        readOnly = options.readOnly
        restricted = options.restricted
        yes = options.yes
        memoryLimit = options.memoryLimit
        timeLimit = options.timeLimit
        noRC = options.noRC
    }
}
