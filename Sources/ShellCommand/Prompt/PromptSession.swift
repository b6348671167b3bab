import LuaBridge
import Repl
import ScriptRuntime
import Secrets
import Terminal

/// The prompt of a session: banner, rc file, history and lines.
struct PromptSession {
    let session: ShellSession
    let context: ReplContext
    let start: Startup
    let interrupts: InterruptSignal

    /// - Returns: how it ended.
    func run() -> ReplLoop.Ending {
        let history = session.settings.historyFile.map { path in
            HistoryFile(path: path, holdsKey: session.opener.holdsKey) { problem in
                session.console.errVisible("ampsh: \(KeyRedaction.redacted("\(problem)"))\n")
            }
        }
        let editor = LineEditor(
            console: session.console, interrupts: interrupts,
            userFile: session.settings.runsRC ? start.paths.editorFile : nil)
        let loop = ReplLoop(context: context, editor: editor, history: history)
        context.isPromptOpen = true
        runRC()
        let isSilent = session.settings.isQuiet || !session.console.isTerminal(.input)
        let banner = Banner(target: session.presentTarget, isReadOnly: session.settings.isReadOnly)
        return loop.run(banner: isSilent ? "" : TextFilter.visible(banner.text, allowing: [.tab, .newline]))
    }

    // MARK: - The rc file

    private func runRC() {
        guard session.settings.runsRC, let path = start.paths.rcFile else { return }
        let lua = session.state.main
        defer { lua.setTop(0) }
        do {
            guard let bytes = try rcBytes(path) else { return }
            let end = session.settings.isRestricted ? {} : try session.beginScript(ScriptHeader(of: bytes), "@\(path)")
            defer { end() }
            try lua.load(ScriptText.code(of: bytes), name: "@\(path)")
            try session.evaluate(lua, arguments: 0)
        } catch let error as LuaError {
            session.console.errVisible("ampsh: \(path): \(session.message(of: error))\n")
        } catch {
            session.console.errVisible("ampsh: \(error)\n")
        }
    }

    private func rcBytes(_ path: String) throws -> [UInt8]? {
        do throws(ScriptFile.Unreadable) { return try ScriptFile.readRegular(path) } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}
