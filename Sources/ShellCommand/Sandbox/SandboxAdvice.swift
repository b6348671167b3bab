import Sandbox
import Secrets

/// A sandbox error with what to do about it.
enum SandboxAdvice {
    static func text(for error: SandboxError) -> String {
        let path: String
        let description = PastedKey.masked(error.description)
        switch error {
        case .damaged(let damaged, _): path = damaged
        case .newer: return "\(description); --sandbox-path names another file"
        default: return description
        }
        return "\(description); it was left as it is. ampsh sandbox reset --sandbox-path "
            + "\(PastedKey.masked(ShellWord.quoted(path))) puts it aside and makes a new one"
    }
}
