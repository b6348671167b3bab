import APIClient
import Repl
import Terminal

/// What holds for this session: options, environment and config file, made sense of.
struct Settings: Sendable, Equatable {
    let target: Target
    let output: OutputFormat
    /// The format was asked for; then a lone scalar is printed in it too.
    let outputIsExplicit: Bool
    /// What `--color` says; the console looks at the rest, NO_COLOR and CLICOLOR_FORCE among it.
    let colour: ColourPolicy.Choice
    /// For one attempt of a request.
    let timeout: Duration
    /// Bytes that Lua may use; nil is no limit.
    let memoryLimit: Int?
    /// How long a script may run; nil is no limit.
    let timeLimit: Duration?
    /// A PEM file with an extra trust root.
    let caFile: String?
    /// What the sandbox does wrong on purpose.
    let faultsFile: String?
    let isReadOnly: Bool
    let isRestricted: Bool
    /// The only changes that may be sent; nil for all that may be otherwise.
    let allowedWrites: WriteNames?
    let answersYes: Bool
    let isQuiet: Bool
    let runsRC: Bool
    /// Nil is no diagnostics.
    let logLevel: LogLevel?
    /// Nil is no history.
    let historyFile: String?
    /// Nil is no pager.
    let pager: String?
    let proxies: ProxyEnvironment
    /// What should be told before anything else.
    let warnings: [SettingsWarning]
    /// What `--rps` or `AMPSH_RPS` says.
    let givenRate: Double?

    /// Requests per second that are used of the service's 100 where nothing else is said.
    static let standardRate = 80.0

    /// The limit on requests per second to a target; nil is none.
    func requestsPerSecond(to target: Target) -> Double? {
        if let givenRate { return givenRate }
        switch target {
        case .sandbox: return nil
        case .live(let live): return live.profileRate ?? (live.url.isLoopback ? nil : Self.standardRate)
        }
    }

    /// Makes sense of all sources. A value that something stronger overrides is not looked at.
    init(_ sources: SettingSources) throws(SettingsError) {
        let options = sources.options
        target = try TargetResolution(sources: sources).target()

        let format = sources.said(options.output, "--output", or: "AMPSH_OUTPUT")
        outputIsExplicit = format != nil
        if let format {
            output = try SettingValue.choice(format, of: OutputFormat.self)
        } else {
            output = sources.outputIsTerminal ? .table : .json
        }
        colour =
            try sources.said(options.color, "--color", or: nil)
            .map { said throws(SettingsError) in try SettingValue.choice(said, of: ColourPolicy.Choice.self) } ?? .auto

        givenRate = try sources.said(options.rate, "--rps", or: "AMPSH_RPS")
            .map { said throws(SettingsError) in try SettingValue.rate(said) }
        timeout =
            try sources.said(options.timeout, "--timeout", or: "AMPSH_TIMEOUT")
            .map { said throws(SettingsError) in try SettingValue.seconds(said) } ?? .seconds(30)
        memoryLimit = try sources.said(options.memoryLimit, "--memory-limit", or: nil)
            .map { said throws(SettingsError) in try SettingValue.bytes(said) }
        timeLimit = try sources.said(options.timeLimit, "--time-limit", or: nil)
            .map { said throws(SettingsError) in try SettingValue.seconds(said) }
        caFile = sources.said(options.caFile, "--ca-file", or: "SSL_CERT_FILE")?.value
        faultsFile = options.faults
        if faultsFile != nil, case .live = target { throw .faultsWithoutSandbox }
        isReadOnly = try Self.truth(options.readOnly, "AMPSH_READ_ONLY", sources)
        isRestricted = options.restricted
        allowedWrites = try sources.said(options.allowWrites, "--allow-writes", or: nil)
            .map { said throws(SettingsError) in try SettingValue.writes(said) }
        answersYes = try Self.truth(options.yes, "AMPSH_YES", sources)
        isQuiet = options.quiet
        runsRC = !options.noRC
        logLevel = try sources.variable("AMPSH_LOG")
            .map { said throws(SettingsError) in try SettingValue.choice(said, of: LogLevel.self) }

        // An empty AMPSH_HISTORY is the way to say "none"; everywhere else empty is as good as unset.
        let history = sources.environment["AMPSH_HISTORY"] ?? sources.paths.historyFile
        historyFile = history?.isEmpty ?? true ? nil : history
        pager = sources.variable("AMPSH_PAGER")?.value
        proxies = Self.proxies(sources)
        warnings = SettingsWarning.all(for: target, sources)
    }

    /// Of two spellings the lower-case one wins, as for curl.
    private static func proxies(_ sources: SettingSources) -> ProxyEnvironment {
        func value(_ name: String) -> String? {
            (sources.variable(name.lowercased()) ?? sources.variable(name))?.value
        }
        return ProxyEnvironment(
            https: value("HTTPS_PROXY"), http: value("HTTP_PROXY"), exceptions: value("NO_PROXY"))
    }

    private static func truth(
        _ flag: Bool, _ variable: String, _ sources: SettingSources
    ) throws(SettingsError) -> Bool {
        if flag { return true }
        guard let said = sources.variable(variable) else { return false }
        return try SettingValue.truth(said)
    }
}
