import ManagementAPI

/// Every option and environment variable of the shell, once.
///
/// The command line splitter, `--help` and the command page are derived from it.
struct OptionTable: Sendable {
    let entries: [OptionEntry]

    /// The table of DESIGN section 1.
    static let all = OptionTable(entries: [
        OptionEntry(
            .execute, .running, short: "e", value: .required("CODE"),
            "run CODE; an expression prints its values, one a line"),
        OptionEntry(.require, .running, short: "l", value: .required("MOD"), "require the module MOD"),
        OptionEntry(.interactive, .running, short: "i", "open the prompt after the scripts"),
        OptionEntry(.showVersion, .running, short: "v", "print the version, then go on"),
        OptionEntry(.version, .running, long: "version", "print the version"),
        OptionEntry(.help, .running, short: "h", long: "help", "print this page"),

        OptionEntry(
            .sandbox, .target, long: "sandbox", "use the local sandbox even where a key is set",
            standard: .words("when there is no profile, key or URL")),
        OptionEntry(
            .sandboxPath, .target, long: "sandbox-path", value: .required("PATH"), variables: ["AMPSH_SANDBOX"],
            "which sandbox file (implies --sandbox); :memory: is a throw-away one",
            standard: .words("$XDG_DATA_HOME/ampsh/sandbox.sqlite"), namesTarget: true),
        OptionEntry(
            .profile, .target, long: "profile", value: .required("NAME"), variables: ["AMPSH_PROFILE"],
            "a table of the config file; only its url and key are used", namesTarget: true),
        OptionEntry(
            .url, .target, long: "url", value: .required("URL"), variables: ["AMPSH_URL"],
            "base URL of the API: https, or http to loopback", standard: .words("the default host of the API"),
            namesTarget: true),
        OptionEntry(
            .generation, .target, long: "api", value: .required("GENERATION"), variables: ["AMPSH_API"],
            "the generation of the API: \(Generation.words), the one of today",
            standard: .words("v1 for a URL that ends in /api/1, else beta"), namesTarget: true),
        OptionEntry(
            .region, .target, long: "region", value: .required("us|eu"), variables: ["AMPSH_REGION"],
            "where the organisation's data is: which default host", standard: .value("us"), namesTarget: true),
        OptionEntry(
            .key, .target, variables: ["AMPSH_API_KEY"],
            "the management key; never an argument, never a Lua value"),
        OptionEntry(
            .faults, .target, long: "faults", value: .required("FILE"),
            "what the sandbox does wrong on purpose", standard: .words("nothing")),

        OptionEntry(
            .rate, .requests, long: "rps", value: .required("N"), variables: ["AMPSH_RPS"],
            "requests per second kept at the client",
            standard: .words("\(Int(Settings.standardRate)); none for the sandbox and loopback")),
        OptionEntry(
            .timeout, .requests, long: "timeout", value: .required("S"), variables: ["AMPSH_TIMEOUT"],
            "seconds for one attempt", standard: .value("30")),
        OptionEntry(
            .caFile, .requests, long: "ca-file", value: .required("PEM"), variables: ["SSL_CERT_FILE"],
            "an extra trust root"),
        OptionEntry(
            .proxy, .requests, variables: ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"],
            "honoured, lower case too; loopback never goes through a proxy. NO_PROXY names hosts, addresses and networks "
                + "(10.0.0.0/8, fd00::/8) with commas between them; * is all"),

        OptionEntry(
            .output, .output, long: "output", value: .required("FORMAT"), variables: ["AMPSH_OUTPUT"],
            "table, json, jsonl, csv or lua", standard: .words("table on a terminal, json elsewhere")),
        OptionEntry(
            .color, .output, long: "color", value: .required("WHEN"), variables: ["NO_COLOR", "CLICOLOR_FORCE"],
            "auto, always or never", standard: .value("auto")),
        OptionEntry(.quiet, .output, short: "q", long: "quiet", "no banner, no progress"),

        OptionEntry(
            .readOnly, .safety, long: "read-only", variables: ["AMPSH_READ_ONLY"],
            "every call that writes raises before anything is sent"),
        OptionEntry(
            .restricted, .safety, long: "restricted",
            "for scripts one does not trust: no files, no system, only declared changes"),
        OptionEntry(
            .allowWrites, .safety, long: "allow-writes", value: .required("LIST"),
            "which calls may change something, whatever a script declares: names with commas between them, or nothing",
            standard: .words("what a script declares, else all")),
        OptionEntry(
            .maxChanges, .safety, long: "max-changes", value: .required("N"), variables: ["AMPSH_MAX_CHANGES"],
            "how many objects one run may change",
            standard: .words("\(Settings.standardMaxChanges) on a live target; no bound on a sandbox and loopback")),
        OptionEntry(
            .yes, .safety, long: "yes", variables: ["AMPSH_YES"], "answers confirmations; lifts no policy"),
        OptionEntry(
            .memoryLimit, .safety, long: "memory-limit", value: .required("N[K|M|G]"),
            "memory that code may use, with what is held for it", standard: .words("off")),
        OptionEntry(
            .timeLimit, .safety, long: "time-limit", value: .required("S"),
            "seconds that code may run", standard: .words("off")),

        OptionEntry(
            .note, .session, long: "note", value: .required("TEXT"), variables: ["AMPSH_NOTE"],
            "why: a ticket, a sentence; kept with the run"),
        OptionEntry(
            .ledger, .session, long: "no-ledger", variables: ["AMPSH_LEDGER"],
            "changes leave no record: nothing can be undone or resumed (as a variable: off)"),
        OptionEntry(
            .log, .session, variables: ["AMPSH_LOG"],
            "error, warning, notice, info, debug or trace, to standard error", standard: .words("off")),
        OptionEntry(
            .history, .session, variables: ["AMPSH_HISTORY"], "the history file; empty: none",
            standard: .words("$XDG_STATE_HOME/ampsh/history")),
        OptionEntry(.pager, .session, variables: ["AMPSH_PAGER"], "the pager; empty: none", standard: .words("none")),
        OptionEntry(.noRC, .session, long: "norc", "do not run the rc file"),
    ])

    /// The row of `id`; every id has one, which a test holds.
    subscript(id: OptionID) -> OptionEntry? { entries.first { $0.id == id } }

    /// How messages call an option.
    func name(of id: OptionID) -> String { self[id]?.name ?? id.rawValue }

    func entry(short: Character) -> OptionEntry? { entries.first { $0.short == short } }
    func entry(long: Substring) -> OptionEntry? { entries.first { $0.long.map { $0 == long } ?? false } }

    /// Every variable that the shell reads.
    var variables: [String] { entries.flatMap(\.spelledVariables) }
}
