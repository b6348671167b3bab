import Sandbox

/// A sandbox error with what to do about it.
enum SandboxAdvice {
    static func text(for error: SandboxError) -> String {
        guard case .damaged(let path, _) = error else { return error.description }
        return "\(error.description); it was left as it is. ampsh sandbox reset --sandbox-path "
            + "\(ShellWord.quoted(path)) puts it aside and makes a new one"
    }
}
