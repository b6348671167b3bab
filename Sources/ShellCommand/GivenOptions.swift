import ArgumentParser

/// What the options of a command line say, still as text; `Settings` gives it meaning together with the environment.
public struct GivenOptions: Sendable, Equatable {
    public var url: String?
    public var profile: String?
    public var sandbox = false
    public var sandboxPath: String?
    public var faults: String?
    public var rate: String?
    public var timeout: String?
    public var caFile: String?
    public var output: String?
    public var color: String?
    public var quiet = false
    public var readOnly = false
    public var restricted = false
    public var yes = false
    public var memoryLimit: String?
    public var timeLimit: String?
    public var noRC = false

    /// Nothing said.
    public init() {}

    /// Reads the option part of a divided command line.
    public init(_ commandLine: SplitCommandLine) throws(UsageError) {
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
        guard !words.isEmpty else { return }
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
