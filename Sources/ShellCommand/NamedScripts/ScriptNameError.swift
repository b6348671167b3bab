import Secrets

/// Why no script has a name. The process says so and ends with code 2.
enum ScriptNameError: Error, Equatable {
    case unknown(String, nearest: String?, isEmpty: Bool)
    /// More than one has it; what each is called so that it is told from the others.
    case several(String, [String])
    /// It is the path of a file.
    case path(String)
}

extension ScriptNameError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknown(let name, let nearest?, _):
            "no script is called '\(PastedKey.shown(name))'; did you mean '\(nearest)'?"
        case .unknown(let name, nil, let isEmpty):
            "no script is called '\(PastedKey.shown(name))'; "
                + (isEmpty ? "there are none: ampsh scripts add GIT-URL brings some" : "ampsh scripts lists them")
        case .several(let name, let ways):
            "'\(PastedKey.shown(name))' is the name of \(ways.count) scripts: \(ways.joined(separator: ", ")); say which"
        case .path(let path):
            "'\(PastedKey.shown(path))' is no name of a script; a file is run by ampsh \(PastedKey.shown(path))"
        }
    }
}
