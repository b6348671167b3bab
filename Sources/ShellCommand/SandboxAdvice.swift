import Sandbox

/// A sandbox error with what to do about it.
enum SandboxAdvice {
    static func text(for error: SandboxError) -> String {
        let path: String
        switch error {
        case .damaged(let damaged, _): path = damaged
        case .newer: return "\(error.description); --sandbox-path names another file"
        default: return error.description
        }
        return "\(error.description); it was left as it is. ampsh sandbox reset --sandbox-path "
            + "\(ShellWord.quoted(path)) puts it aside and makes a new one"
    }
}
