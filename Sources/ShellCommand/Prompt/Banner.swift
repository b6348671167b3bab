import APIClient
import LuaBridge
import Sandbox
import Secrets

/// What a prompt says first, in at most four lines: what this is, what it talks to, what is there, how to get help.
struct Banner {
    let target: Target
    let isReadOnly: Bool

    /// All lines, each ended. Not yet safe for a terminal.
    var text: String {
        let help = "help() shows what there is, .help the commands; Tab completes, Ctrl-D leaves"
        let lines = [Version.line(lua: LuaState.version), place, contents, help].compactMap { $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The target in one line.
    var place: String {
        let readOnly = isReadOnly ? " (read-only: every call that writes is refused)" : ""
        switch target {
        case .sandbox(let path, _): return "sandbox \(PastedKey.shown(path)), API \(target.generation)\(readOnly)"
        case .live(let live):
            let profile = live.profile.map { "profile \(PastedKey.shown($0)), " } ?? ""
            return "\(profile)\(live.url.shown), API \(target.generation)\(readOnly)"
        }
    }

    /// What the sandbox holds, or why it cannot be used. A throw-away one would be another one here, and a live target is
    /// not asked.
    private var contents: String? {
        guard case .sandbox(let path, _) = target, path != Target.throwAwaySandbox else { return nil }
        do throws(SandboxError) {
            return SandboxContents(info: try Sandbox(path: path).info()).line
        } catch {
            return SandboxAdvice.text(for: error)
        }
    }
}
