/// The name by which the code knows an option or a variable of the shell.
enum OptionID: String, Sendable, CaseIterable {
    case execute, require, interactive, showVersion
    case url, generation, region, key, profile, sandbox, sandboxPath, faults
    case rate, timeout, caFile, proxy
    case output, color, quiet
    case readOnly, restricted, allowWrites, maxChanges, yes, memoryLimit, timeLimit
    case note, ledger
    case log, history, pager, noRC
    case version, help
}
