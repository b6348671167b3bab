import ArgumentParser

/// The options of the command line as swift-argument-parser reads them.
///
/// `-e` and `-l` are not among them: their order to each other counts, so they are read off the split command line, and
/// neither are those that print a page and end.
struct ShellOptions: ParsableArguments {
    @Option(name: .customLong("url")) var url: String?
    @Option(name: .customLong("profile")) var profile: String?
    @Flag(name: .customLong("sandbox")) var sandbox = false
    @Option(name: .customLong("sandbox-path")) var sandboxPath: String?
    @Option(name: .customLong("faults")) var faults: String?
    @Option(name: .customLong("rps")) var rate: String?
    @Option(name: .customLong("timeout")) var timeout: String?
    @Option(name: .customLong("ca-file")) var caFile: String?
    @Option(name: .customLong("output")) var output: String?
    @Option(name: .customLong("color")) var color: String?
    @Flag(name: [.customShort("q"), .customLong("quiet")]) var quiet = false
    @Flag(name: .customLong("read-only")) var readOnly = false
    @Flag(name: .customLong("restricted")) var restricted = false
    @Flag(name: .customLong("yes")) var yes = false
    @Option(name: .customLong("memory-limit")) var memoryLimit: String?
    @Option(name: .customLong("time-limit")) var timeLimit: String?
    @Flag(name: .customLong("norc")) var noRC = false

    /// Read elsewhere, see above.
    static let readElsewhere: [OptionID] = [.execute, .require, .interactive, .showVersion, .version, .help]
}
