import APIClient
import HTTPWire
import Printing
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
    /// What `--max-changes` or `AMPSH_MAX_CHANGES` says.
    let givenMaxChanges: Int?
    /// Why the changes are made, where somebody says it.
    let note: String?
    /// Whether changes are kept in the ledger.
    let keepsLedger: Bool

    /// Requests per second that are used of the service's 100 where nothing else is said.
    static let standardRate = 80.0

    /// How many objects of a live target one run may change where nothing else is said.
    static let standardMaxChanges = 500

    /// How many objects of a target one run may change; nil is no bound.
    func maxChanges(at target: Target) -> Int? {
        if let givenMaxChanges { return givenMaxChanges }
        switch target {
        case .sandbox: return nil
        case .live(let live): return live.profileMaxChanges ?? (live.url.isLoopback ? nil : Self.standardMaxChanges)
        }
    }

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
        target = try TargetResolution(sources: sources).target()

        let format = sources.said(.output)
        outputIsExplicit = format != nil
        if let format {
            output = try SettingValue.choice(format, of: OutputFormat.self)
        } else {
            output = sources.outputIsTerminal ? .table : .json
        }
        // NO_COLOR and CLICOLOR_FORCE are no values of the option: the console weighs them.
        colour = try SettingValue.choice(
            sources.given(.color) ?? Self.standard(.color), of: ColourPolicy.Choice.self)
        givenRate = try sources.value(of: .rate, SettingValue.rate)
        givenMaxChanges = try sources.value(of: .maxChanges, SettingValue.count)
        note = sources.said(.note)?.value
        keepsLedger = try SettingValue.keepsLedger(sources)
        timeout = try SettingValue.seconds(sources.said(.timeout) ?? Self.standard(.timeout))
        memoryLimit = try sources.value(of: .memoryLimit, SettingValue.bytes)
        timeLimit = try sources.value(of: .timeLimit, SettingValue.seconds)
        caFile = sources.said(.caFile)?.value
        faultsFile = sources.said(.faults)?.value
        if faultsFile != nil, case .live = target { throw .faultsWithoutSandbox }
        isReadOnly = try sources.truth(.readOnly)
        isRestricted = try sources.truth(.restricted)
        allowedWrites = try sources.value(of: .allowWrites, SettingValue.writes)
        answersYes = try sources.truth(.yes)
        isQuiet = try sources.truth(.quiet)
        runsRC = try !sources.truth(.noRC)
        logLevel = try sources.value(of: .log) { said throws(SettingsError) in
            try SettingValue.choice(said, of: LogLevel.self)
        }

        // An empty variable is the way to say "none" here; everywhere else empty is as good as unset.
        let isNone = (OptionTable.all[.history]?.variables ?? []).contains { sources.environment[$0]?.isEmpty == true }
        historyFile = isNone ? nil : sources.said(.history)?.value ?? sources.paths.historyFile
        pager = sources.said(.pager)?.value
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

    /// What the option table says holds without a value.
    private static func standard(_ id: OptionID) -> Sourced<String> {
        let entry = OptionTable.all[id]
        return Sourced(value: entry?.standard?.text ?? "", origin: .standard(of: entry?.name ?? id.rawValue))
    }
}
