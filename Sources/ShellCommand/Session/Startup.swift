import Platform
import Secrets
import Terminal

/// What is read once at the start: environment, config file, standard streams.
struct Startup {
    let sources: SettingSources
    let paths: StandardPaths
    private let config: DoctorReport.Config
    private let configError: StartupError?

    /// Reads everything, and takes the keys that profiles name out of the environment.
    init(options: GivenOptions, environment: ProcessEnvironment, keyring: inout Keyring) {
        let variables = OptionTable.all.variables.filter { $0 != TargetResolution.keyVariable }
        let places = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TERM"]
        let values = environment.values(of: variables + places)
        paths = StandardPaths(
            environment: values, accountHome: values["HOME"] == nil ? environment.accountHome : nil)
        var profiles: ProfileFile?
        var failure: StartupError?
        if let path = paths.configFile {
            do throws(StartupError) {
                profiles = try Self.profiles(path)
                config = profiles.map { .read(path: path, profiles: $0.profiles.map(\.name)) } ?? .missing(path: path)
            } catch {
                failure = error
                config = .wrong(error.description)
            }
        } else {
            config = .nowhere
        }
        configError = failure
        keyring.take(profiles?.keyVariables ?? [])
        sources = SettingSources(
            options: options, environment: values, keys: keyring.states, profiles: profiles, paths: paths,
            outputIsTerminal: isatty(1) == 1)
    }

    /// What holds for this session.
    ///
    /// - Throws: `StartupError` for a config file that cannot be used, `SettingsError` for the rest.
    func settings() throws -> Settings {
        if let configError { throw configError }
        return try Settings(sources)
    }

    /// What `ampsh doctor` says.
    var doctorReport: DoctorReport {
        let settings: Result<Settings, SettingsError>
        do throws(SettingsError) { settings = .success(try Settings(sources)) } catch { settings = .failure(error) }
        // The config folder is the user's to make, and what is secret in it has a mode of its own.
        let folders = [paths.stateFolder, paths.dataFolder].compactMap { $0 }
        let files = [paths.historyFile, paths.stateFile].compactMap { $0 }
        return DoctorReport(
            config: config, settings: settings, keyState: sources.keys[TargetResolution.keyVariable] ?? .absent,
            places: folders.map { Self.place($0, isFolder: true) } + files.map { Self.place($0, isFolder: false) },
            sandboxExists: paths.sandboxFile.map(Self.exists))
    }

    /// Whether anything stands at the path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func place(_ path: String, isFolder: Bool) -> DoctorPlace {
        var status = stat()
        guard lstat(path, &status) == 0 else { return DoctorPlace(path: path, isFolder: isFolder, kind: .absent) }
        let mode = UInt32(status.st_mode & 0o777)
        let kind: DoctorPlace.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder(mode: mode)
            case S_IFREG: .file(mode: mode)
            case S_IFLNK: .symbolicLink
            default: .other
            }
        return DoctorPlace(
            path: path, isFolder: isFolder, kind: kind, isOurs: status.st_uid == geteuid() || status.st_uid == 0)
    }

    private static func profiles(_ path: String) throws(StartupError) -> ProfileFile? {
        let bytes: [UInt8]
        do throws(PrivateFile.Problem) { bytes = try PrivateFile.bytes(at: path) } catch {
            if error == .missing { return nil }
            throw .configFile(error)
        }
        do throws(ProfileFileError) { return try ProfileFile(parsing: bytes) } catch {
            throw .profiles(path: path, error)
        }
    }
}

/// Why the shell cannot begin, though the command line is right. The process ends with code 2.
enum StartupError: Error, CustomStringConvertible {
    /// The config file cannot be read, or must not be.
    case configFile(PrivateFile.Problem)
    /// The config file is wrong.
    case profiles(path: String, ProfileFileError)
    /// The key cannot be had.
    case key(TargetKey.Problem)
    /// The proxy's variable is wrong.
    case proxy(String)
    /// The faults file cannot be used.
    case faults(FaultsOption.Problem)
    /// The file with an extra trust root is not one to be read to its end.
    case caFile(ScriptFile.Unreadable)

    var description: String {
        switch self {
        case .configFile(let problem): "\(problem)"
        case .profiles(let path, let problem): problem.description(path: path)
        case .key(let problem): "\(problem)"
        case .proxy(let text): "the proxy: \(text)"
        case .faults(let problem): "\(problem)"
        case .caFile(let problem): "the extra trust root: \(problem)"
        }
    }
}
