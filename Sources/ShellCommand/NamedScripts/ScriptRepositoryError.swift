import Platform
import Secrets

/// Why a repository of scripts cannot be added, updated or removed. Nothing was changed then.
enum ScriptRepositoryError: Error, Equatable {
    /// The system's word for what it refused.
    case system(String, Int32)
    /// There is no data folder.
    case noHome
    case gitMissing
    /// git ended with a code; what it said, without keys.
    case git(step: String, said: String)
    /// It begins with a dash, or names a program as its way.
    case badURL
    case noNameInURL
    case badName(String)
    case taken(String)
    case unknown(String, nearest: String?)
    /// It is there, and `add` did not put it there.
    case notAdded(String)
    case noScripts(String)
    /// Files in it were changed by hand.
    case changedByHand(String)
    /// The user has to agree, and did not.
    case declined(String)
    case cannotAsk(String)

    var exitCode: ExitCode {
        switch self {
        case .badURL, .noNameInURL, .badName, .taken, .unknown, .notAdded: .usage
        case .git(_, let said): Self.isNetwork(said) ? .service : .failure
        case .system, .noHome, .gitMissing, .noScripts: .failure
        case .changedByHand, .declined, .cannotAsk: .refused
        }
    }

    /// Whether what git said is about the way to another machine.
    private static func isNetwork(_ text: String) -> Bool {
        [
            "Could not resolve host", "Couldn't resolve host", "Failed to connect", "Couldn't connect",
            "Connection refused", "Connection timed out", "Network is unreachable", "No route to host",
            "Temporary failure in name resolution",
        ].contains { text.contains($0) }
    }
}

extension ScriptRepositoryError: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let path, let number): "\(PastedKey.shown(path)): \(String(cString: strerror(number)))"
        case .noHome: "HOME and XDG_DATA_HOME are not set: there is no folder for scripts"
        case .gitMissing: "git is needed for this and is not on PATH"
        case .git(let step, let said): "\(step) failed; git says: \(said)"
        case .badURL: "the URL of a repository does not begin with a dash, nor name a program to fetch it (ext::)"
        case .noNameInURL: "no name can be made of the URL; give one: ampsh scripts add GIT-URL NAME"
        case .badName(let name):
            "'\(PastedKey.shown(name))' is no name for a repository: letters, digits, '.', '_' and '-', perhaps OWNER/NAME"
        case .taken(let name):
            "there is a repository '\(name)' already: ampsh scripts update \(name), or give another name: "
                + "ampsh scripts add GIT-URL NAME"
        case .unknown(let name, let nearest):
            "no repository is called '\(PastedKey.shown(name))'"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "; ampsh scripts lists what there is")
        case .notAdded(let name):
            "'\(name)' was not put there by ampsh scripts add: it is left as it is"
        case .noScripts(let url): "there are no scripts in \(url): no *.lua in its folder scripts/, nor at its top"
        case .changedByHand(let name):
            "files of '\(name)' were changed by hand: it is left as it is; --yes throws the changes away"
        case .declined(let name): "'\(name)' is left as it is"
        case .cannotAsk(let name):
            "what '\(name)' may write grows, and there is no terminal to ask at: it is left as it is; --yes agrees"
        }
    }
}
