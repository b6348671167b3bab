/// Where the shell keeps its files, by the XDG base directory specification; the same names on macOS.
struct StandardPaths: Sendable, Equatable {
    /// `$XDG_CONFIG_HOME/ampsh`: config.toml and init.lua.
    let configFolder: String?
    /// `$XDG_STATE_HOME/ampsh`: history and state.sqlite.
    let stateFolder: String?
    /// `$XDG_DATA_HOME/ampsh`: sandbox.sqlite and scripts.
    let dataFolder: String?
    /// The home folder, for `~/` in paths of the config file.
    let home: String?
    /// What the line editor reads, as all programs with libedit do: `$EDITRC`, else `~/.editrc`.
    let editorFile: String?

    var configFile: String? { configFolder.map { "\($0)/config.toml" } }
    var rcFile: String? { configFolder.map { "\($0)/init.lua" } }
    var historyFile: String? { stateFolder.map { "\($0)/history" } }
    var ledgerFile: String? { stateFolder.map { "\($0)/ledger.sqlite" } }
    var stateFile: String? { stateFolder.map { "\($0)/state.sqlite" } }
    var sandboxFile: String? { dataFolder.map { "\($0)/sandbox.sqlite" } }
    var scriptsFolder: String? { dataFolder.map { "\($0)/scripts" } }

    /// - Parameters:
    ///   - environment: `HOME`, `EDITRC` and the `XDG_..._HOME` variables are read. A relative one is ignored, as the
    ///     specification asks.
    ///   - accountHome: The home folder that the system's user database names, for when `HOME` says nothing.
    ///
    /// A folder is nil when nothing says where it is; then what would live there is off.
    init(environment: [String: String], accountHome: String? = nil) {
        func absolute(_ path: String?) -> String? {
            guard var path, path.hasPrefix("/") else { return nil }
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            return path
        }
        func folder(_ variable: String, _ underHome: String, home: String?) -> String? {
            guard let base = absolute(environment[variable]) ?? home.map({ "\($0 == "/" ? "" : $0)/\(underHome)" })
            else { return nil }
            return "\(base == "/" ? "" : base)/ampsh"
        }
        let home = absolute(environment["HOME"]) ?? absolute(accountHome)
        self.home = home
        editorFile = environment["EDITRC"] ?? home.map { "\($0)/.editrc" }
        configFolder = folder("XDG_CONFIG_HOME", ".config", home: home)
        stateFolder = folder("XDG_STATE_HOME", ".local/state", home: home)
        dataFolder = folder("XDG_DATA_HOME", ".local/share", home: home)
    }
}
